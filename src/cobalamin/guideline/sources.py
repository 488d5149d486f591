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
PROJECT = Source("COBALAMIN", "Chosen by the authors of cobalamin; the reason is at the place")
