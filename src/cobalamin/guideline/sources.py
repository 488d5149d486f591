"""Which publications does the medicine stand on? One name for each."""

from __future__ import annotations

from cobalamin.source import Source

ARTICLE = Source(
    "ARTICLE",
    "The source article of this project on vitamin B12-deficiency neuropathy",
)
NG239 = Source(
    "NG239",
    "NICE. Vitamin B12 deficiency in over 16s: diagnosis and management. NG239, 6 March 2024",
)
AAFP_2025 = Source(
    "AAFP2025",
    "Patel, McGuirk. Vitamin B12 Deficiency: Common Questions and Answers. "
    "Am Fam Physician 2025;112(3):294-300",
)
AAFP_2017 = Source(
    "AAFP2017",
    "Langan, Goodbred. Vitamin B12 deficiency: recognition and management. "
    "Am Fam Physician 2017;96:384-9",
)
BSH_2014 = Source(
    "BSH2014",
    "Devalia, Hamilton, Molloy. Guidelines for the diagnosis and treatment of cobalamin and "
    "folate disorders. Br J Haematol 2014;166:496-513",
)
STABLER_2013 = Source(
    "STABLER2013", "Stabler. Vitamin B12 deficiency. N Engl J Med 2013;368:149-60"
)
NIH_ODS = Source(
    "NIHODS", "NIH Office of Dietary Supplements. Vitamin B12: fact sheet for professionals"
)
SOLOMON_2005 = Source(
    "SOLOMON2005",
    "Solomon. Cobalamin-responsive disorders in the ambulatory care setting. Blood 2005;105:978",
)
HVAS_2001 = Source("HVAS2001", "Hvas et al. Arch Intern Med 2001;161:1534-41")
RENAL_MMA_2018 = Source(
    "RENALMMA2018",
    "Kidney-adjusted methylmalonic acid, data-mining study. Ann Clin Biochem 2018, "
    "doi 10.1177/0004563218778300",
)
SUPAKUL_2020 = Source(
    "SUPAKUL2020", "Supakul et al. Urinary MMA/creatinine. J Clin Med 2020;9:2335"
)
NEJM_360 = Source("NEJM360", "NEJM Resident 360. A Woman with Delusional Thinking and Paresthesia")
MPN_2012 = Source("MPN2012", "Methylmalonic acid in myeloproliferative disorders, 2012")
ANDRES_2013 = Source("ANDRES2013", "Andres et al. High serum B12. QJM 2013;106:505-15")
MHRA_2022 = Source(
    "MHRA2022", "MHRA Drug Safety Update. Metformin and reduced vitamin B12, 20 June 2022"
)
LAM_2013 = Source("LAM2013", "Lam et al. JAMA 2013;310:2435-42")
VALUCK_2004 = Source("VALUCK2004", "Valuck et al. Acid suppression and B12, age 65 and over, 2004")
SMPC_HYDROXOCOBALAMIN = Source(
    "SMPCOHCBL", "Hydroxocobalamin 1 mg/mL, UK summary of product characteristics"
)
LABEL_CYANOCOBALAMIN = Source("USLABELCN", "Cyanocobalamin injection, US label")
LINDENBAUM_1988 = Source(
    "LINDENBAUM1988", "Lindenbaum et al. Neuropsychiatric disorders without anaemia, 1988"
)
SILVERSTEIN_2019 = Source(
    "SILVERSTEIN2019", "Silverstein et al. Injections in Ontario. JAMA Intern Med 2019 (letter)"
)
INTERFERENCE = Source(
    "IFINTERFERENCE", "Published cases of intrinsic-factor antibody interference in B12 assays"
)
N2O_CASES = Source("N2OCASES", "Published cases of nitrous oxide myeloneuropathy")
TRANSPORT_CASES = Source("TC2CASES", "Published cases of transcobalamin deficiency")
WHO_ANAEMIA = Source(
    "WHOANAEMIA", "WHO. Haemoglobin concentrations for the diagnosis of anaemia and its severity"
)
HYPERSENSITIVITY_2023 = Source(
    "HYPERSENSITIVITY2023", "Vitamin B12 hypersensitivity, multicentre study 2023"
)
BNSSG = Source("BNSSG", "BNSSG Remedy. Vitamin B12, local pathway")
MHRA_COBALT_2023 = Source(
    "MHRACOBALT2023", "MHRA Drug Safety Update. Vitamin B12 and cobalt allergy, December 2023"
)
US_LEAFLETS = Source("USLEAFLETS", "US consumer leaflets on cyanocobalamin")
SPS_ANTICOAGULANTS = Source(
    "SPSIM", "NHS Specialist Pharmacy Service. Intramuscular injections and oral anticoagulants"
)
UK_DIRECTION = Source("UKPGD", "A UK patient group direction for B12 injections by pharmacies")
LABEL_HYDROXOCOBALAMIN_US = Source("USLABELOH", "Hydroxocobalamin injection, US label")
BNF = Source("BNF", "British National Formulary. Hydroxocobalamin")
LABEL_CYANOCOBALAMIN_EU = Source("EULABELCN", "Cyanocobalamin injection (Panpharma), monograph")
METHYCOBAL = Source("METHYCOBAL", "Mecobalamin 500 mcg injection (Methycobal), monograph")
DELPHI_2024 = Source(
    "DELPHI2024", "Obeid et al. Expert Delphi consensus on B12 treatment, 2024, PMC11050313"
)
PARIS_2023 = Source(
    "PARIS2023",
    "Paris et al. Nitrous oxide-induced subacute combined degeneration of the cord. "
    "Pract Neurol 2023;23:222-8",
)
CARMEL_2008 = Source(
    "CARMEL2008", "Carmel. How I treat cobalamin (vitamin B12) deficiency. Blood 2008;112:2214-21"
)
DIVINE_2010 = Source("DIVINE2010", "House et al. DIVINe trial. JAMA 2010;303:1603-9")
CTCAE = Source("CTCAE5", "NCI. Common Terminology Criteria for Adverse Events 5.0, 2017")
NIH_REPOST = Source("NIHREPOST", "Repost of the NIH ODS fact sheet for professionals, 2022")
US_PRACTICE = Source("USPRACTICE", "US practice as described in published case reports")
VA_CASES = Source(
    "VACASES", "Subacute combined degeneration despite monthly B12. Federal Practitioner"
)
NASCOBAL = Source("NASCOBAL", "Cyanocobalamin nasal spray, US label")
PROJECT = Source("COBALAMIN", "Chosen by the authors of cobalamin; the reason is at the place")

# --- nerve ---
SAVAGE_1995 = Source(
    "SAVAGE1995", "Savage, Lindenbaum. Neurological complications of cobalamin deficiency, 1995"
)
HEALTON_1991 = Source(
    "HEALTON1991",
    "Healton et al. Neurologic aspects of cobalamin deficiency. Medicine 1991;70:229-45",
)
VASCONCELOS_2006 = Source(
    "VASCONCELOS2006", "Vasconcelos et al. 57 cases of subacute combined degeneration, 2006"
)
SAPERSTEIN_2003 = Source(
    "SAPERSTEIN2003",
    "Saperstein et al. Challenges in the identification of cobalamin-deficiency polyneuropathy. "
    "Arch Neurol 2003;60:1296-301",
)
BRIANI_2013 = Source("BRIANI2013", "Briani et al. Nutrients 2013;5:4521-39")
AAN_2009 = Source(
    "AAN2009",
    "England et al. Evaluation of distal symmetric polyneuropathy: laboratory and genetic "
    "testing. American Academy of Neurology. Neurology 2009;72:185-92",
)
MNSI_GUIDE = Source("MNSIGUIDE", "How to use the Michigan Neuropathy Screening Instrument")
HERMAN_2012 = Source(
    "HERMAN2012", "Herman, Pop-Busui et al. MNSI in DCCT/EDIC. Diabet Med 2012;29:937-44"
)
FELDMAN_1994 = Source("FELDMAN1994", "Feldman et al. Diabetes Care 1994;17:1281-9")
MNSI_POLISH_2023 = Source(
    "MNSIPOLISH2023", "Polish validation of the MNSI. World J Diabetes 2023;14:435"
)
BRIL_2002 = Source(
    "BRIL2002",
    "Bril, Perkins. Validation of the Toronto Clinical Scoring System. "
    "Diabetes Care 2002;25:2048-52",
)
AANEM_2016 = Source(
    "AANEM2016",
    "Chen et al. Electrodiagnostic reference values for nerve conduction in adults. "
    "Muscle Nerve 2016;54:371-7",
)
PRESTON_SHAPIRO = Source(
    "PRESTONSHAPIRO", "Preston, Shapiro. Electromyography and Neuromuscular Disorders, appendix"
)
NCS_ADULT_VALUES = Source("NCSADULT", "Nerve conduction studies: normal adult values, knf.org.ua")
NG127 = Source("NG127", "NICE. Suspected neurological conditions: recognition and referral. NG127")
ADA_STANDARDS = Source("ADA", "American Diabetes Association. Standards of Care in Diabetes")
THYROID_LABORATORY = Source(
    "TSHLIMIT", "Usual reference limits of clinical laboratories for TSH in adults"
)
COPPER_LABORATORY = Source(
    "COPPERLIMIT", "Usual reference limits of clinical laboratories for serum copper in adults"
)
COPPER_MYELOPATHY = Source(
    "COPPERMYELOPATHY",
    "Jaiser, Winston. Copper deficiency myelopathy, 2010; Kumar et al. Neurology 2004;63:33",
)
FOLATE_NEUROPATHY = Source(
    "FOLATENEUROPATHY", "Koike et al. Folate-deficiency neuropathy, 18 cases"
)
B6_TOXICITY = Source("B6TOXICITY", "StatPearls and MSD Manual. Vitamin B6 toxicity")
MSD_POLYNEUROPATHY = Source("MSDPOLYNEUROPATHY", "MSD Manual and Harrison's Manual. Polyneuropathy")
PARAPROTEIN_NEUROPATHY = Source(
    "PARAPROTEINNEUROPATHY", "An easy approach to evaluating peripheral neuropathy, MDedge"
)
NEUROTOXIC_MEDICINES = Source(
    "NEUROTOXIC", "Medicines known to harm nerves: a list kept by the authors"
)
PRATAMA_2022 = Source(
    "PRATAMA2022", "Pratama et al. B12 in metformin-treated diabetes, systematic review 2022"
)
DIDANGELOS_2021 = Source("DIDANGELOS2021", "Didangelos et al. Nutrients 2021;13:395")

# --- causes ---
NWLP_IF_ANTIBODY = Source(
    "NWLPIFAB", "North West London Pathology. Intrinsic factor antibodies, test information"
)
INFANTE_2021 = Source("INFANTE2021", "Infante et al. World J Diabetes 2021;12:916-31")
SHIVAPRASAD_2020 = Source("SHIVAPRASAD2020", "Shivaprasad et al. Metformin usage index, 2020")
ARODA_2016 = Source("ARODA2016", "Aroda et al. Metformin and B12 in the DPPOS, 2016")
VA_METFORMIN = Source(
    "VAMETFORMIN", "Evaluation of vitamin B12 monitoring in veterans on metformin, VA North Texas"
)
LHON_2022 = Source(
    "LHON2022", "Vitamin B12 in LHON mutation carriers. Orphanet J Rare Dis 2022, PMC9361590"
)
ESPEN_2023 = Source(
    "ESPEN2023", "ESPEN guideline on clinical nutrition in inflammatory bowel disease, 2023"
)
PANCREATIC_SURGERY_CASES = Source(
    "WHIPPLECASES", "Published cases of B12 and copper deficiency after pancreatoduodenectomy"
)
DRI_1998 = Source("DRI", "Dietary Reference Intakes, chapter 9, vitamin B12, NBK114302")
