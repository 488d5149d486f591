"""What does one step of the model do? Bare Python, which needs no package.

Made from cobalamin.ant by `python -m cobalamin.simulate.compile`; change that file, not this one.
y0, y1, ... are the states in the order of STATES, f and g their rates, j_row_column the Jacobian.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import exp, inf, log, sqrt

Row = MutableSequence[float]

STATES: tuple[str, ...] = (
    "depot_cn_ug",  # 0
    "free_cn_ug",  # 1
    "depot_oh_ug",  # 2
    "free_oh_ug",  # 3
    "bound_oh_ug",  # 4
    "sites_ug",  # 5
    "gut_ug",  # 6
    "holotc_ug",  # 7
    "holohc_ug",  # 8
    "liver_ug",  # 9
    "tissue_ug",  # 10
    "mma_nmol_l",  # 11
    "homocysteine_umol_l",  # 12
    "synthase_active",  # 13
    "precursors",  # 14
    "reticulocytes",  # 15
    "red_cells",  # 16
    "mcv_fl",  # 17
    "legs_myelin",  # 18
    "legs_injured",  # 19
    "legs_lost",  # 20
    "arms_myelin",  # 21
    "arms_injured",  # 22
    "arms_lost",  # 23
    "cord_myelin",  # 24
    "cord_injured",  # 25
    "cord_lost",  # 26
    "symptoms_0_10",  # 27
)
MEASURED: tuple[str, ...] = (
    "total_b12_pmol_l",
    "active_b12_pmol_l",
    "sah_nmol_l",
    "sam_sah_ratio",
    "haemoglobin_g_dl",
    "reticulocytes_percent",
    "g_ratio",
    "sural_relative",
    "sural_velocity_m_s",
    "sural_amplitude_uv",
    "median_velocity_m_s",
    "arms_symptoms_0_10",
    "cord_relative",
    "tibial_response_ms",
    "cord_deficit_0_10",
    "store_ug",
    "urine_ug_per_day",
    "stool_ug_per_day",
    "shed_ug_per_day",
)
START: tuple[float, ...] = (
    0.0,
    0.0,
    0.0,
    0.0,
    0.0,
    0.0,
    1.0,
    0.3,
    1.1,
    900.0,
    800.0,
    140.0,
    8.0,
    1.0,
    0.0278,
    0.0104,
    1.0,
    89.0,
    1.0,
    0.0,
    0.0,
    1.0,
    0.0,
    0.0,
    1.0,
    0.0,
    0.0,
    0.0,
)
SCALE: tuple[float, ...] = (
    50.0,
    20.0,
    50.0,
    20.0,
    20.0,
    3.0,
    5.0,
    0.5,
    0.5,
    50.0,
    50.0,
    100.0,
    5.0,
    0.5,
    0.02,
    0.02,
    0.5,
    50.0,
    0.5,
    0.2,
    0.2,
    0.5,
    0.2,
    0.2,
    0.5,
    0.2,
    0.2,
    2.0,
)
TYPICAL: dict[str, float] = {
    "egfr": 90.0,
    "intrinsic_factor": 1.0,
    "diet_ug_per_day": 4.0,
    "meals_per_day": 3.0,
    "folate_relative": 1.0,
    "folic_acid_relative": 0.0,
    "nitrous_oxide": 0.0,
    "diabetes": 0.0,
    "haptocorrin_relative": 1.0,
    "absorption_cn_per_day": 34.0,
    "absorption_oh_per_day": 25.0,
    "free_volume_l": 16.0,
    "filtered_share_cn": 0.95,
    "filtered_share_oh": 0.0469,
    "uptake_cn_l_per_day": 14.0,
    "uptake_oh_l_per_day": 19.1,
    "uptake_bile_share": 0.5,
    "binding_oh_per_day": 0.107,
    "unbinding_oh_per_day": 0.105,
    "sites_capacity_ug": 28.0,
    "sites_capture_per_ug_day": 3.5,
    "sites_release_per_day": 1.5,
    "sites_bile_share": 0.6,
    "plasma_l": 3.0,
    "pmol_per_ug": 737.8,
    "capture_per_ug_day": 30.0,
    "transcobalamin_capacity_ug": 3.5,
    "haptocorrin_capacity_ug": 3.0,
    "holotc_clearance_per_day": 13.7,
    "holohc_clearance_per_day": 0.07,
    "holotc_liver_share": 0.5,
    "active_capacity_ug_per_meal": 1.2,
    "active_half_ug_per_meal": 1.3,
    "passive_share": 0.014,
    "nasal_share": 0.06,
    "gut_release_per_day": 2.2,
    "bile_per_day": 0.002,
    "bile_reabsorbed_share": 0.7,
    "liver_to_tc_per_day": 0.001,
    "liver_to_hc_per_day": 0.00014,
    "liver_half_loading_ug": 790.0,
    "tissue_to_tc_per_day": 0.002,
    "tissue_loss_per_day": 0.0016,
    "tissue_replete_ug": 850.0,
    "adocbl_half": 0.263,
    "adocbl_slope": 2.3,
    "mecbl_half": 0.158,
    "mecbl_slope": 2.6,
    "oxide_block_per_day": 21.7,
    "synthase_renewal_per_day": 0.17,
    "mma_plateau_nmol_l": 127.0,
    "mma_escape": 0.0197,
    "mma_renal_exponent": 0.7,
    "mma_turnover_per_day": 0.35,
    "homocysteine_plateau_umol_l": 8.1,
    "homocysteine_escape": 0.0983,
    "homocysteine_renal_exponent": 0.56,
    "homocysteine_folate_exponent": 0.17,
    "homocysteine_turnover_per_day": 0.35,
    "sam_nmol_l": 103.0,
    "sah_replete_nmol_l": 15.0,
    "sah_exponent": 0.5,
    "dna_half": 0.45,
    "folate_half": 0.2,
    "folic_acid_share": 0.8,
    "folic_acid_half": 0.5,
    "marrow_per_day": 0.4,
    "ineffective_weight": 0.78,
    "reticulocyte_per_day": 0.8,
    "reticulocyte_stress": 3.0,
    "red_cell_loss_per_day": 0.00833,
    "megalocyte_extra_loss": 2.7,
    "haemoglobin_healthy_g_dl": 14.0,
    "marrow_reserve": 7.0,
    "erythropoietin_exponent": 4.0,
    "mcv_healthy_fl": 89.0,
    "mcv_rise_fl": 42.0,
    "methylation_weight": 0.75,
    "quality_half": 0.022,
    "remyelination_per_day": 0.012,
    "demyelination_per_day": 0.012,
    "injury_per_day": 0.03,
    "recovery_per_day": 0.007,
    "loss_per_day": 0.003,
    "recovery_left_in_diabetes": 0.3,
    "diabetic_injury_per_day": 0.00025,
    "diabetic_loss_per_day": 0.0006,
    "diabetic_slowing": 0.15,
    "g_ratio_healthy": 0.6,
    "sural_velocity_healthy_m_s": 50.0,
    "sural_amplitude_healthy_uv": 15.0,
    "amplitude_left_without_myelin": 0.4,
    "arms_exposure": 0.55,
    "median_velocity_healthy_m_s": 56.0,
    "cord_exposure": 1.5,
    "cord_repair": 0.7,
    "cord_g_ratio_healthy": 0.77,
    "tibial_response_healthy_ms": 38.0,
    "tibial_nerve_share": 0.5,
    "symptom_follow_per_day": 0.06,
    "symptom_of_myelin": 1.6,
    "symptom_of_injured": 2.0,
    "symptom_of_lost": 1.6,
}
CONSTANTS = 91


def square(base: float) -> float:
    """The square."""
    return base * base


def power(base: float, exponent: float) -> float:
    """A power; 0 below zero, where only a step that will be refused looks."""
    return exp(exponent * log(base)) if base > 0.0 else 0.0


def prepare(parameters: Sequence[float], constants: Row) -> None:
    """Work out what stays the same for one person and write it into `constants`."""
    egfr = parameters[0]
    intrinsic_factor = parameters[1]
    diet_ug_per_day = parameters[2]
    meals_per_day = parameters[3]
    folate_relative = parameters[4]
    folic_acid_relative = parameters[5]
    nitrous_oxide = parameters[6]
    diabetes = parameters[7]
    haptocorrin_relative = parameters[8]
    absorption_cn_per_day = parameters[9]
    absorption_oh_per_day = parameters[10]
    free_volume_l = parameters[11]
    filtered_share_cn = parameters[12]
    filtered_share_oh = parameters[13]
    uptake_cn_l_per_day = parameters[14]
    uptake_oh_l_per_day = parameters[15]
    uptake_bile_share = parameters[16]
    binding_oh_per_day = parameters[17]
    unbinding_oh_per_day = parameters[18]
    sites_capacity_ug = parameters[19]
    sites_capture_per_ug_day = parameters[20]
    sites_release_per_day = parameters[21]
    sites_bile_share = parameters[22]
    plasma_l = parameters[23]
    pmol_per_ug = parameters[24]
    capture_per_ug_day = parameters[25]
    transcobalamin_capacity_ug = parameters[26]
    haptocorrin_capacity_ug = parameters[27]
    holotc_clearance_per_day = parameters[28]
    holohc_clearance_per_day = parameters[29]
    holotc_liver_share = parameters[30]
    active_capacity_ug_per_meal = parameters[31]
    active_half_ug_per_meal = parameters[32]
    passive_share = parameters[33]
    gut_release_per_day = parameters[35]
    bile_per_day = parameters[36]
    bile_reabsorbed_share = parameters[37]
    liver_to_tc_per_day = parameters[38]
    liver_to_hc_per_day = parameters[39]
    liver_half_loading_ug = parameters[40]
    tissue_to_tc_per_day = parameters[41]
    tissue_loss_per_day = parameters[42]
    tissue_replete_ug = parameters[43]
    adocbl_half = parameters[44]
    adocbl_slope = parameters[45]
    mecbl_half = parameters[46]
    mecbl_slope = parameters[47]
    oxide_block_per_day = parameters[48]
    synthase_renewal_per_day = parameters[49]
    mma_plateau_nmol_l = parameters[50]
    mma_escape = parameters[51]
    mma_renal_exponent = parameters[52]
    mma_turnover_per_day = parameters[53]
    homocysteine_plateau_umol_l = parameters[54]
    homocysteine_escape = parameters[55]
    homocysteine_renal_exponent = parameters[56]
    homocysteine_folate_exponent = parameters[57]
    homocysteine_turnover_per_day = parameters[58]
    sam_nmol_l = parameters[59]
    sah_replete_nmol_l = parameters[60]
    sah_exponent = parameters[61]
    dna_half = parameters[62]
    folate_half = parameters[63]
    folic_acid_share = parameters[64]
    folic_acid_half = parameters[65]
    marrow_per_day = parameters[66]
    ineffective_weight = parameters[67]
    reticulocyte_per_day = parameters[68]
    reticulocyte_stress = parameters[69]
    red_cell_loss_per_day = parameters[70]
    megalocyte_extra_loss = parameters[71]
    haemoglobin_healthy_g_dl = parameters[72]
    marrow_reserve = parameters[73]
    erythropoietin_exponent = parameters[74]
    mcv_healthy_fl = parameters[75]
    mcv_rise_fl = parameters[76]
    methylation_weight = parameters[77]
    quality_half = parameters[78]
    remyelination_per_day = parameters[79]
    demyelination_per_day = parameters[80]
    injury_per_day = parameters[81]
    recovery_per_day = parameters[82]
    loss_per_day = parameters[83]
    recovery_left_in_diabetes = parameters[84]
    diabetic_injury_per_day = parameters[85]
    diabetic_loss_per_day = parameters[86]
    diabetic_slowing = parameters[87]
    g_ratio_healthy = parameters[88]
    sural_velocity_healthy_m_s = parameters[89]
    sural_amplitude_healthy_uv = parameters[90]
    amplitude_left_without_myelin = parameters[91]
    arms_exposure = parameters[92]
    median_velocity_healthy_m_s = parameters[93]
    cord_exposure = parameters[94]
    cord_repair = parameters[95]
    cord_g_ratio_healthy = parameters[96]
    tibial_response_healthy_ms = parameters[97]
    tibial_nerve_share = parameters[98]
    symptom_follow_per_day = parameters[99]
    symptom_of_myelin = parameters[100]
    symptom_of_injured = parameters[101]
    symptom_of_lost = parameters[102]
    filtration_l_per_day = 1.44*egfr
    meal_ug = diet_ug_per_day/meals_per_day
    uptake_cn_per_day = uptake_cn_l_per_day/free_volume_l
    uptake_oh_per_day = uptake_oh_l_per_day/free_volume_l
    haptocorrin_ug = haptocorrin_capacity_ug*haptocorrin_relative
    reabsorbed_share = bile_reabsorbed_share*intrinsic_factor
    adocbl_half_power = power(adocbl_half, adocbl_slope)
    mecbl_half_power = power(mecbl_half, mecbl_slope)
    mma_made_nmol_l = mma_plateau_nmol_l*(mma_escape + 1)*power(90/egfr, mma_renal_exponent)
    homocysteine_made_umol_l = homocysteine_plateau_umol_l*(homocysteine_escape + 1)*power(90/egfr, homocysteine_renal_exponent)*power(folate_relative, -homocysteine_folate_exponent)
    folate_for_dna = square(folate_relative)/(square(folate_half) + square(folate_relative))
    rescued_share = folic_acid_relative*folic_acid_share/(folic_acid_half + folic_acid_relative)
    blocked_per_day = nitrous_oxide*oxide_block_per_day
    cells_healthy = red_cell_loss_per_day/reticulocyte_per_day + 1
    recovering_share = -diabetes*(1 - recovery_left_in_diabetes) + 1
    diabetic_injury = diabetes*diabetic_injury_per_day
    axon_loss_per_day = diabetes*diabetic_loss_per_day + loss_per_day
    absorbed_ug_per_day = active_capacity_ug_per_meal*intrinsic_factor*meal_ug*meals_per_day/(active_half_ug_per_meal + meal_ug) + diet_ug_per_day*passive_share
    filtered_cn_per_day = filtered_share_cn*filtration_l_per_day/free_volume_l
    filtered_oh_per_day = filtered_share_oh*filtration_l_per_day/free_volume_l
    constants[0] = diabetes
    constants[1] = haptocorrin_relative
    constants[2] = absorption_cn_per_day
    constants[3] = absorption_oh_per_day
    constants[4] = free_volume_l
    constants[5] = uptake_bile_share
    constants[6] = binding_oh_per_day
    constants[7] = unbinding_oh_per_day
    constants[8] = sites_capacity_ug
    constants[9] = sites_capture_per_ug_day
    constants[10] = sites_release_per_day
    constants[11] = sites_bile_share
    constants[12] = plasma_l
    constants[13] = pmol_per_ug
    constants[14] = capture_per_ug_day
    constants[15] = transcobalamin_capacity_ug
    constants[16] = holotc_clearance_per_day
    constants[17] = holohc_clearance_per_day
    constants[18] = holotc_liver_share
    constants[19] = gut_release_per_day
    constants[20] = bile_per_day
    constants[21] = liver_to_tc_per_day
    constants[22] = liver_to_hc_per_day
    constants[23] = liver_half_loading_ug
    constants[24] = tissue_to_tc_per_day
    constants[25] = tissue_loss_per_day
    constants[26] = tissue_replete_ug
    constants[27] = adocbl_slope
    constants[28] = mecbl_slope
    constants[29] = synthase_renewal_per_day
    constants[30] = mma_escape
    constants[31] = mma_turnover_per_day
    constants[32] = homocysteine_plateau_umol_l
    constants[33] = homocysteine_escape
    constants[34] = homocysteine_turnover_per_day
    constants[35] = sam_nmol_l
    constants[36] = sah_replete_nmol_l
    constants[37] = sah_exponent
    constants[38] = dna_half
    constants[39] = marrow_per_day
    constants[40] = ineffective_weight
    constants[41] = reticulocyte_per_day
    constants[42] = reticulocyte_stress
    constants[43] = red_cell_loss_per_day
    constants[44] = megalocyte_extra_loss
    constants[45] = haemoglobin_healthy_g_dl
    constants[46] = marrow_reserve
    constants[47] = erythropoietin_exponent
    constants[48] = mcv_healthy_fl
    constants[49] = mcv_rise_fl
    constants[50] = methylation_weight
    constants[51] = quality_half
    constants[52] = remyelination_per_day
    constants[53] = demyelination_per_day
    constants[54] = injury_per_day
    constants[55] = recovery_per_day
    constants[56] = loss_per_day
    constants[57] = diabetic_slowing
    constants[58] = g_ratio_healthy
    constants[59] = sural_velocity_healthy_m_s
    constants[60] = sural_amplitude_healthy_uv
    constants[61] = amplitude_left_without_myelin
    constants[62] = arms_exposure
    constants[63] = median_velocity_healthy_m_s
    constants[64] = cord_exposure
    constants[65] = cord_repair
    constants[66] = cord_g_ratio_healthy
    constants[67] = tibial_response_healthy_ms
    constants[68] = tibial_nerve_share
    constants[69] = symptom_follow_per_day
    constants[70] = symptom_of_myelin
    constants[71] = symptom_of_injured
    constants[72] = symptom_of_lost
    constants[73] = uptake_cn_per_day
    constants[74] = uptake_oh_per_day
    constants[75] = haptocorrin_ug
    constants[76] = reabsorbed_share
    constants[77] = adocbl_half_power
    constants[78] = mecbl_half_power
    constants[79] = mma_made_nmol_l
    constants[80] = homocysteine_made_umol_l
    constants[81] = folate_for_dna
    constants[82] = rescued_share
    constants[83] = blocked_per_day
    constants[84] = cells_healthy
    constants[85] = recovering_share
    constants[86] = diabetic_injury
    constants[87] = axon_loss_per_day
    constants[88] = absorbed_ug_per_day
    constants[89] = filtered_cn_per_day
    constants[90] = filtered_oh_per_day


def straight_step(spare: Sequence[Row], constants: Sequence[float], h: float) -> None:
    """One step over h from spare[0] to spare[1], its error in spare[2]."""
    state = spare[0]
    after = spare[1]
    error = spare[2]
    # the state and the constants
    y0 = state[0]
    y1 = state[1]
    y2 = state[2]
    y3 = state[3]
    y4 = state[4]
    y5 = state[5]
    y6 = state[6]
    y7 = state[7]
    y8 = state[8]
    y9 = state[9]
    y10 = state[10]
    y11 = state[11]
    y12 = state[12]
    y13 = state[13]
    y14 = state[14]
    y15 = state[15]
    y16 = state[16]
    y17 = state[17]
    y18 = state[18]
    y19 = state[19]
    y20 = state[20]
    y21 = state[21]
    y22 = state[22]
    y23 = state[23]
    y24 = state[24]
    y25 = state[25]
    y26 = state[26]
    y27 = state[27]
    haptocorrin_relative = constants[1]
    absorption_cn_per_day = constants[2]
    absorption_oh_per_day = constants[3]
    uptake_bile_share = constants[5]
    binding_oh_per_day = constants[6]
    unbinding_oh_per_day = constants[7]
    sites_capacity_ug = constants[8]
    sites_capture_per_ug_day = constants[9]
    sites_release_per_day = constants[10]
    sites_bile_share = constants[11]
    capture_per_ug_day = constants[14]
    transcobalamin_capacity_ug = constants[15]
    holotc_clearance_per_day = constants[16]
    holohc_clearance_per_day = constants[17]
    holotc_liver_share = constants[18]
    gut_release_per_day = constants[19]
    bile_per_day = constants[20]
    liver_to_tc_per_day = constants[21]
    liver_to_hc_per_day = constants[22]
    liver_half_loading_ug = constants[23]
    tissue_to_tc_per_day = constants[24]
    tissue_loss_per_day = constants[25]
    tissue_replete_ug = constants[26]
    adocbl_slope = constants[27]
    mecbl_slope = constants[28]
    synthase_renewal_per_day = constants[29]
    mma_escape = constants[30]
    mma_turnover_per_day = constants[31]
    homocysteine_escape = constants[33]
    homocysteine_turnover_per_day = constants[34]
    dna_half = constants[38]
    marrow_per_day = constants[39]
    ineffective_weight = constants[40]
    reticulocyte_per_day = constants[41]
    reticulocyte_stress = constants[42]
    red_cell_loss_per_day = constants[43]
    megalocyte_extra_loss = constants[44]
    marrow_reserve = constants[46]
    erythropoietin_exponent = constants[47]
    mcv_healthy_fl = constants[48]
    mcv_rise_fl = constants[49]
    methylation_weight = constants[50]
    quality_half = constants[51]
    remyelination_per_day = constants[52]
    demyelination_per_day = constants[53]
    injury_per_day = constants[54]
    recovery_per_day = constants[55]
    loss_per_day = constants[56]
    arms_exposure = constants[62]
    cord_exposure = constants[64]
    cord_repair = constants[65]
    symptom_follow_per_day = constants[69]
    symptom_of_myelin = constants[70]
    symptom_of_injured = constants[71]
    symptom_of_lost = constants[72]
    uptake_cn_per_day = constants[73]
    uptake_oh_per_day = constants[74]
    haptocorrin_ug = constants[75]
    reabsorbed_share = constants[76]
    adocbl_half_power = constants[77]
    mecbl_half_power = constants[78]
    mma_made_nmol_l = constants[79]
    homocysteine_made_umol_l = constants[80]
    folate_for_dna = constants[81]
    rescued_share = constants[82]
    blocked_per_day = constants[83]
    cells_healthy = constants[84]
    recovering_share = constants[85]
    diabetic_injury = constants[86]
    axon_loss_per_day = constants[87]
    absorbed_ug_per_day = constants[88]
    filtered_cn_per_day = constants[89]
    filtered_oh_per_day = constants[90]
    per_h = 1.0 / h
    twice_per_h = 2.0 / h
    # rates at the start
    depot_cn_ug = y0
    free_cn_ug = y1
    depot_oh_ug = y2
    free_oh_ug = y3
    bound_oh_ug = y4
    sites_ug = y5
    gut_ug = y6
    holotc_ug = y7
    holohc_ug = y8
    liver_ug = y9
    tissue_ug = y10
    mma_nmol_l = y11
    homocysteine_umol_l = y12
    synthase_active = y13
    precursors = y14
    reticulocytes = y15
    red_cells = y16
    mcv_fl = y17
    legs_myelin = y18
    legs_injured = y19
    legs_lost = y20
    arms_myelin = y21
    arms_injured = y22
    arms_lost = y23
    cord_myelin = y24
    cord_injured = y25
    cord_lost = y26
    symptoms_0_10 = y27
    captured_per_ug_day = capture_per_ug_day*(free_cn_ug + free_oh_ug)
    bound_at_sites_ug_per_day = sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)*(sites_capacity_ug - sites_ug)
    from_sites_ug_per_day = sites_release_per_day*sites_ug*(1 - sites_bile_share)
    liver_to_hc_ug_per_day = haptocorrin_relative*liver_to_hc_per_day*liver_ug/(1 + liver_ug/liver_half_loading_ug)
    replete = tissue_ug/tissue_replete_ug
    megalocytic = (mcv_fl - mcv_healthy_fl)/mcv_rise_fl
    arms_whole = -arms_injured - arms_lost + 1
    cord_whole = -cord_injured - cord_lost + 1
    legs_whole = -legs_injured - legs_lost + 1
    symptom_free = exp(-legs_injured*symptom_of_injured - legs_lost*symptom_of_lost - symptom_of_myelin*(1 - legs_myelin))
    capture_per_day = capture_per_ug_day*(haptocorrin_ug - holohc_ug - holotc_ug + transcobalamin_capacity_ug) + sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    taken_up_ug_per_day = free_cn_ug*uptake_cn_per_day + free_oh_ug*uptake_oh_per_day
    adocbl_power = power(replete, adocbl_slope)
    mecbl_power = power(replete, mecbl_slope)
    haemoglobin_relative = mcv_fl*(red_cells + reticulocytes)/(cells_healthy*mcv_healthy_fl)
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug + taken_up_ug_per_day*uptake_bile_share
    kept_ug_per_day = 0.5*from_sites_ug_per_day + taken_up_ug_per_day*(0.5 - 0.5*uptake_bile_share)
    adocbl = adocbl_power/(adocbl_half_power + adocbl_power)
    mecbl = mecbl_power*synthase_active/(mecbl_half_power + mecbl_power)
    haemoglobin_power = power(haemoglobin_relative, erythropoietin_exponent)
    ripening_per_day = reticulocyte_per_day/(reticulocyte_stress*(1 - haemoglobin_relative) + 1)
    dna_supply = mecbl + rescued_share*(1 - mecbl)
    drive = marrow_reserve/(haemoglobin_power*(marrow_reserve - 1) + 1)
    upkeep = power(adocbl, 1 - methylation_weight)*power(mecbl, methylation_weight)
    dna = dna_supply*folate_for_dna*(dna_half + 1)/(dna_half + dna_supply)
    quality = upkeep*(quality_half + 1)/(quality_half + upkeep)
    surviving = dna/(dna + ineffective_weight*square(1 - dna))
    mending_per_day = quality*remyelination_per_day
    stripping_per_day = demyelination_per_day*(1 - quality)
    reviving_per_day = quality*recovery_per_day
    f0 = -absorption_cn_per_day*depot_cn_ug
    f1 = absorption_cn_per_day*depot_cn_ug - free_cn_ug*(capture_per_day + filtered_cn_per_day + uptake_cn_per_day)
    f2 = -absorption_oh_per_day*depot_oh_ug
    f3 = absorption_oh_per_day*depot_oh_ug + bound_oh_ug*unbinding_oh_per_day - free_oh_ug*(binding_oh_per_day + capture_per_day + filtered_oh_per_day + uptake_oh_per_day)
    f4 = binding_oh_per_day*free_oh_ug - bound_oh_ug*unbinding_oh_per_day
    f5 = bound_at_sites_ug_per_day - sites_release_per_day*sites_ug
    f6 = absorbed_ug_per_day + bile_ug_per_day*reabsorbed_share - gut_release_per_day*gut_ug
    f7 = captured_per_ug_day*(-holotc_ug + transcobalamin_capacity_ug) + gut_release_per_day*gut_ug - holotc_clearance_per_day*holotc_ug + liver_to_tc_per_day*liver_ug + tissue_to_tc_per_day*tissue_ug
    f8 = captured_per_ug_day*(haptocorrin_ug - holohc_ug) - holohc_clearance_per_day*holohc_ug + liver_to_hc_ug_per_day
    f9 = holohc_clearance_per_day*holohc_ug + holotc_clearance_per_day*holotc_liver_share*holotc_ug + kept_ug_per_day - liver_to_hc_ug_per_day - liver_ug*(bile_per_day + liver_to_tc_per_day)
    f10 = holotc_clearance_per_day*holotc_ug*(1 - holotc_liver_share) + kept_ug_per_day - tissue_ug*(tissue_loss_per_day + tissue_to_tc_per_day)
    f11 = mma_turnover_per_day*(mma_made_nmol_l/(adocbl + mma_escape) - mma_nmol_l)
    f12 = homocysteine_turnover_per_day*(homocysteine_made_umol_l/(homocysteine_escape + mecbl) - homocysteine_umol_l)
    f13 = -blocked_per_day*synthase_active + synthase_renewal_per_day*(1 - synthase_active)
    f14 = drive*red_cell_loss_per_day*surviving - marrow_per_day*precursors
    f15 = marrow_per_day*precursors - reticulocytes*ripening_per_day
    f16 = -red_cell_loss_per_day*red_cells*(megalocyte_extra_loss*megalocytic + 1) + reticulocytes*ripening_per_day
    f17 = -megalocyte_extra_loss*red_cell_loss_per_day*(1 - megalocytic)*(mcv_fl - mcv_healthy_fl) + reticulocytes*ripening_per_day*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    f18 = -legs_myelin*stripping_per_day + mending_per_day*(1 - legs_myelin)
    f19 = -legs_injured*(axon_loss_per_day + recovering_share*reviving_per_day) + legs_whole*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    f20 = axon_loss_per_day*legs_injured
    f21 = -arms_exposure*arms_myelin*stripping_per_day + mending_per_day*(1 - arms_myelin)
    f22 = arms_exposure*arms_whole*(diabetic_injury + injury_per_day*square(1 - arms_myelin)) - arms_injured*(axon_loss_per_day + recovering_share*reviving_per_day)
    f23 = arms_injured*axon_loss_per_day
    f24 = -cord_exposure*cord_myelin*stripping_per_day + cord_repair*mending_per_day*(1 - cord_myelin)
    f25 = -cord_injured*(cord_repair*reviving_per_day + loss_per_day) + cord_whole*injury_per_day*square(1 - cord_myelin)
    f26 = cord_injured*loss_per_day
    f27 = symptom_follow_per_day*(-10*symptom_free - symptoms_0_10 + 10)
    # derivatives of the algebra
    d_captured_per_ug_day_by_free_cn_ug = capture_per_ug_day
    d_captured_per_ug_day_by_free_oh_ug = capture_per_ug_day
    d_bound_at_sites_ug_per_day_by_free_cn_ug = sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    d_bound_at_sites_ug_per_day_by_free_oh_ug = sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    d_bound_at_sites_ug_per_day_by_sites_ug = -sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)
    d_from_sites_ug_per_day_by_sites_ug = sites_release_per_day*(1 - sites_bile_share)
    d_liver_to_hc_ug_per_day_by_liver_ug = haptocorrin_relative*liver_to_hc_per_day/(1 + liver_ug/liver_half_loading_ug) - liver_to_hc_ug_per_day/(liver_half_loading_ug*(1 + liver_ug/liver_half_loading_ug))
    d_replete_by_tissue_ug = 1/tissue_replete_ug
    d_megalocytic_by_mcv_fl = 1/mcv_rise_fl
    d_arms_whole_by_arms_injured = -1
    d_arms_whole_by_arms_lost = -1
    d_cord_whole_by_cord_injured = -1
    d_cord_whole_by_cord_lost = -1
    d_legs_whole_by_legs_injured = -1
    d_legs_whole_by_legs_lost = -1
    d_symptom_free_by_legs_myelin = symptom_free*symptom_of_myelin
    d_symptom_free_by_legs_injured = -symptom_free*symptom_of_injured
    d_symptom_free_by_legs_lost = -symptom_free*symptom_of_lost
    d_capture_per_day_by_sites_ug = -sites_capture_per_ug_day
    d_capture_per_day_by_holotc_ug = -capture_per_ug_day
    d_capture_per_day_by_holohc_ug = -capture_per_ug_day
    d_taken_up_ug_per_day_by_free_cn_ug = uptake_cn_per_day
    d_taken_up_ug_per_day_by_free_oh_ug = uptake_oh_per_day
    d_adocbl_power_by_tissue_ug = adocbl_power*adocbl_slope*d_replete_by_tissue_ug/replete
    d_mecbl_power_by_tissue_ug = d_replete_by_tissue_ug*mecbl_power*mecbl_slope/replete
    d_haemoglobin_relative_by_reticulocytes = mcv_fl/(cells_healthy*mcv_healthy_fl)
    d_haemoglobin_relative_by_red_cells = mcv_fl/(cells_healthy*mcv_healthy_fl)
    d_haemoglobin_relative_by_mcv_fl = (red_cells + reticulocytes)/(cells_healthy*mcv_healthy_fl)
    d_bile_ug_per_day_by_free_cn_ug = d_taken_up_ug_per_day_by_free_cn_ug*uptake_bile_share
    d_bile_ug_per_day_by_free_oh_ug = d_taken_up_ug_per_day_by_free_oh_ug*uptake_bile_share
    d_bile_ug_per_day_by_sites_ug = sites_bile_share*sites_release_per_day
    d_bile_ug_per_day_by_liver_ug = bile_per_day
    d_kept_ug_per_day_by_free_cn_ug = d_taken_up_ug_per_day_by_free_cn_ug*(0.5 - 0.5*uptake_bile_share)
    d_kept_ug_per_day_by_free_oh_ug = d_taken_up_ug_per_day_by_free_oh_ug*(0.5 - 0.5*uptake_bile_share)
    d_kept_ug_per_day_by_sites_ug = 0.5*d_from_sites_ug_per_day_by_sites_ug
    d_adocbl_by_tissue_ug = d_adocbl_power_by_tissue_ug*(-adocbl/(adocbl_half_power + adocbl_power) + 1/(adocbl_half_power + adocbl_power))
    d_mecbl_by_tissue_ug = d_mecbl_power_by_tissue_ug*(-mecbl/(mecbl_half_power + mecbl_power) + synthase_active/(mecbl_half_power + mecbl_power))
    d_mecbl_by_synthase_active = mecbl_power/(mecbl_half_power + mecbl_power)
    d_haemoglobin_power_by_reticulocytes = d_haemoglobin_relative_by_reticulocytes*erythropoietin_exponent*haemoglobin_power/haemoglobin_relative
    d_haemoglobin_power_by_red_cells = d_haemoglobin_relative_by_red_cells*erythropoietin_exponent*haemoglobin_power/haemoglobin_relative
    d_haemoglobin_power_by_mcv_fl = d_haemoglobin_relative_by_mcv_fl*erythropoietin_exponent*haemoglobin_power/haemoglobin_relative
    d_ripening_per_day_by_reticulocytes = d_haemoglobin_relative_by_reticulocytes*reticulocyte_stress*ripening_per_day/(reticulocyte_stress*(1 - haemoglobin_relative) + 1)
    d_ripening_per_day_by_red_cells = d_haemoglobin_relative_by_red_cells*reticulocyte_stress*ripening_per_day/(reticulocyte_stress*(1 - haemoglobin_relative) + 1)
    d_ripening_per_day_by_mcv_fl = d_haemoglobin_relative_by_mcv_fl*reticulocyte_stress*ripening_per_day/(reticulocyte_stress*(1 - haemoglobin_relative) + 1)
    d_dna_supply_by_tissue_ug = d_mecbl_by_tissue_ug*(1 - rescued_share)
    d_dna_supply_by_synthase_active = d_mecbl_by_synthase_active*(1 - rescued_share)
    d_drive_by_reticulocytes = d_haemoglobin_power_by_reticulocytes*drive*(1 - marrow_reserve)/(haemoglobin_power*(marrow_reserve - 1) + 1)
    d_drive_by_red_cells = d_haemoglobin_power_by_red_cells*drive*(1 - marrow_reserve)/(haemoglobin_power*(marrow_reserve - 1) + 1)
    d_drive_by_mcv_fl = d_haemoglobin_power_by_mcv_fl*drive*(1 - marrow_reserve)/(haemoglobin_power*(marrow_reserve - 1) + 1)
    d_upkeep_by_tissue_ug = d_mecbl_by_tissue_ug*methylation_weight*upkeep/mecbl + d_adocbl_by_tissue_ug*upkeep*(1 - methylation_weight)/adocbl
    d_upkeep_by_synthase_active = d_mecbl_by_synthase_active*methylation_weight*upkeep/mecbl
    d_dna_by_tissue_ug = d_dna_supply_by_tissue_ug*(-dna/(dna_half + dna_supply) + folate_for_dna*(dna_half + 1)/(dna_half + dna_supply))
    d_dna_by_synthase_active = d_dna_supply_by_synthase_active*(-dna/(dna_half + dna_supply) + folate_for_dna*(dna_half + 1)/(dna_half + dna_supply))
    d_quality_by_tissue_ug = d_upkeep_by_tissue_ug*(-quality/(quality_half + upkeep) + (quality_half + 1)/(quality_half + upkeep))
    d_quality_by_synthase_active = d_upkeep_by_synthase_active*(-quality/(quality_half + upkeep) + (quality_half + 1)/(quality_half + upkeep))
    d_surviving_by_tissue_ug = d_dna_by_tissue_ug*(surviving*(-ineffective_weight*(2*dna - 2) - 1)/(dna + ineffective_weight*square(1 - dna)) + 1/(dna + ineffective_weight*square(1 - dna)))
    d_surviving_by_synthase_active = d_dna_by_synthase_active*(surviving*(-ineffective_weight*(2*dna - 2) - 1)/(dna + ineffective_weight*square(1 - dna)) + 1/(dna + ineffective_weight*square(1 - dna)))
    d_mending_per_day_by_tissue_ug = d_quality_by_tissue_ug*remyelination_per_day
    d_mending_per_day_by_synthase_active = d_quality_by_synthase_active*remyelination_per_day
    d_stripping_per_day_by_tissue_ug = -d_quality_by_tissue_ug*demyelination_per_day
    d_stripping_per_day_by_synthase_active = -d_quality_by_synthase_active*demyelination_per_day
    d_reviving_per_day_by_tissue_ug = d_quality_by_tissue_ug*recovery_per_day
    d_reviving_per_day_by_synthase_active = d_quality_by_synthase_active*recovery_per_day
    # derivatives of the rates: 99 are not zero
    j_0_0 = -absorption_cn_per_day
    j_1_0 = absorption_cn_per_day
    j_1_1 = -capture_per_day - filtered_cn_per_day - uptake_cn_per_day
    j_1_5 = -d_capture_per_day_by_sites_ug*free_cn_ug
    j_1_7 = -d_capture_per_day_by_holotc_ug*free_cn_ug
    j_1_8 = -d_capture_per_day_by_holohc_ug*free_cn_ug
    j_2_2 = -absorption_oh_per_day
    j_3_2 = absorption_oh_per_day
    j_3_3 = -binding_oh_per_day - capture_per_day - filtered_oh_per_day - uptake_oh_per_day
    j_3_4 = unbinding_oh_per_day
    j_3_5 = -d_capture_per_day_by_sites_ug*free_oh_ug
    j_3_7 = -d_capture_per_day_by_holotc_ug*free_oh_ug
    j_3_8 = -d_capture_per_day_by_holohc_ug*free_oh_ug
    j_4_3 = binding_oh_per_day
    j_4_4 = -unbinding_oh_per_day
    j_5_1 = d_bound_at_sites_ug_per_day_by_free_cn_ug
    j_5_3 = d_bound_at_sites_ug_per_day_by_free_oh_ug
    j_5_5 = d_bound_at_sites_ug_per_day_by_sites_ug - sites_release_per_day
    j_6_1 = d_bile_ug_per_day_by_free_cn_ug*reabsorbed_share
    j_6_3 = d_bile_ug_per_day_by_free_oh_ug*reabsorbed_share
    j_6_5 = d_bile_ug_per_day_by_sites_ug*reabsorbed_share
    j_6_6 = -gut_release_per_day
    j_6_9 = d_bile_ug_per_day_by_liver_ug*reabsorbed_share
    j_7_1 = d_captured_per_ug_day_by_free_cn_ug*(-holotc_ug + transcobalamin_capacity_ug)
    j_7_3 = d_captured_per_ug_day_by_free_oh_ug*(-holotc_ug + transcobalamin_capacity_ug)
    j_7_6 = gut_release_per_day
    j_7_7 = -captured_per_ug_day - holotc_clearance_per_day
    j_7_9 = liver_to_tc_per_day
    j_7_10 = tissue_to_tc_per_day
    j_8_1 = d_captured_per_ug_day_by_free_cn_ug*(haptocorrin_ug - holohc_ug)
    j_8_3 = d_captured_per_ug_day_by_free_oh_ug*(haptocorrin_ug - holohc_ug)
    j_8_8 = -captured_per_ug_day - holohc_clearance_per_day
    j_8_9 = d_liver_to_hc_ug_per_day_by_liver_ug
    j_9_1 = d_kept_ug_per_day_by_free_cn_ug
    j_9_3 = d_kept_ug_per_day_by_free_oh_ug
    j_9_5 = d_kept_ug_per_day_by_sites_ug
    j_9_7 = holotc_clearance_per_day*holotc_liver_share
    j_9_8 = holohc_clearance_per_day
    j_9_9 = -bile_per_day - d_liver_to_hc_ug_per_day_by_liver_ug - liver_to_tc_per_day
    j_10_1 = d_kept_ug_per_day_by_free_cn_ug
    j_10_3 = d_kept_ug_per_day_by_free_oh_ug
    j_10_5 = d_kept_ug_per_day_by_sites_ug
    j_10_7 = holotc_clearance_per_day*(1 - holotc_liver_share)
    j_10_10 = -tissue_loss_per_day - tissue_to_tc_per_day
    j_11_10 = -d_adocbl_by_tissue_ug*mma_made_nmol_l*mma_turnover_per_day/square(adocbl + mma_escape)
    j_11_11 = -mma_turnover_per_day
    j_12_10 = -d_mecbl_by_tissue_ug*homocysteine_made_umol_l*homocysteine_turnover_per_day/square(homocysteine_escape + mecbl)
    j_12_12 = -homocysteine_turnover_per_day
    j_12_13 = -d_mecbl_by_synthase_active*homocysteine_made_umol_l*homocysteine_turnover_per_day/square(homocysteine_escape + mecbl)
    j_13_13 = -blocked_per_day - synthase_renewal_per_day
    j_14_10 = d_surviving_by_tissue_ug*drive*red_cell_loss_per_day
    j_14_13 = d_surviving_by_synthase_active*drive*red_cell_loss_per_day
    j_14_14 = -marrow_per_day
    j_14_15 = d_drive_by_reticulocytes*red_cell_loss_per_day*surviving
    j_14_16 = d_drive_by_red_cells*red_cell_loss_per_day*surviving
    j_14_17 = d_drive_by_mcv_fl*red_cell_loss_per_day*surviving
    j_15_14 = marrow_per_day
    j_15_15 = -d_ripening_per_day_by_reticulocytes*reticulocytes - ripening_per_day
    j_15_16 = -d_ripening_per_day_by_red_cells*reticulocytes
    j_15_17 = -d_ripening_per_day_by_mcv_fl*reticulocytes
    j_16_15 = d_ripening_per_day_by_reticulocytes*reticulocytes + ripening_per_day
    j_16_16 = d_ripening_per_day_by_red_cells*reticulocytes - red_cell_loss_per_day*(megalocyte_extra_loss*megalocytic + 1)
    j_16_17 = -d_megalocytic_by_mcv_fl*megalocyte_extra_loss*red_cell_loss_per_day*red_cells + d_ripening_per_day_by_mcv_fl*reticulocytes
    j_17_10 = -d_dna_by_tissue_ug*mcv_rise_fl*reticulocytes*ripening_per_day/red_cells
    j_17_13 = -d_dna_by_synthase_active*mcv_rise_fl*reticulocytes*ripening_per_day/red_cells
    j_17_15 = d_ripening_per_day_by_reticulocytes*reticulocytes*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells + ripening_per_day*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    j_17_16 = d_ripening_per_day_by_red_cells*reticulocytes*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells - reticulocytes*ripening_per_day*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/square(red_cells)
    j_17_17 = d_megalocytic_by_mcv_fl*megalocyte_extra_loss*red_cell_loss_per_day*(mcv_fl - mcv_healthy_fl) + d_ripening_per_day_by_mcv_fl*reticulocytes*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells - megalocyte_extra_loss*red_cell_loss_per_day*(1 - megalocytic) - reticulocytes*ripening_per_day/red_cells
    j_18_10 = d_mending_per_day_by_tissue_ug*(1 - legs_myelin) - d_stripping_per_day_by_tissue_ug*legs_myelin
    j_18_13 = d_mending_per_day_by_synthase_active*(1 - legs_myelin) - d_stripping_per_day_by_synthase_active*legs_myelin
    j_18_18 = -mending_per_day - stripping_per_day
    j_19_10 = -d_reviving_per_day_by_tissue_ug*legs_injured*recovering_share
    j_19_13 = -d_reviving_per_day_by_synthase_active*legs_injured*recovering_share
    j_19_18 = injury_per_day*legs_whole*(2*legs_myelin - 2)
    j_19_19 = -axon_loss_per_day + d_legs_whole_by_legs_injured*(diabetic_injury + injury_per_day*square(1 - legs_myelin)) - recovering_share*reviving_per_day
    j_19_20 = d_legs_whole_by_legs_lost*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    j_20_19 = axon_loss_per_day
    j_21_10 = -arms_exposure*arms_myelin*d_stripping_per_day_by_tissue_ug + d_mending_per_day_by_tissue_ug*(1 - arms_myelin)
    j_21_13 = -arms_exposure*arms_myelin*d_stripping_per_day_by_synthase_active + d_mending_per_day_by_synthase_active*(1 - arms_myelin)
    j_21_21 = -arms_exposure*stripping_per_day - mending_per_day
    j_22_10 = -arms_injured*d_reviving_per_day_by_tissue_ug*recovering_share
    j_22_13 = -arms_injured*d_reviving_per_day_by_synthase_active*recovering_share
    j_22_21 = arms_exposure*arms_whole*injury_per_day*(2*arms_myelin - 2)
    j_22_22 = arms_exposure*d_arms_whole_by_arms_injured*(diabetic_injury + injury_per_day*square(1 - arms_myelin)) - axon_loss_per_day - recovering_share*reviving_per_day
    j_22_23 = arms_exposure*d_arms_whole_by_arms_lost*(diabetic_injury + injury_per_day*square(1 - arms_myelin))
    j_23_22 = axon_loss_per_day
    j_24_10 = -cord_exposure*cord_myelin*d_stripping_per_day_by_tissue_ug + cord_repair*d_mending_per_day_by_tissue_ug*(1 - cord_myelin)
    j_24_13 = -cord_exposure*cord_myelin*d_stripping_per_day_by_synthase_active + cord_repair*d_mending_per_day_by_synthase_active*(1 - cord_myelin)
    j_24_24 = -cord_exposure*stripping_per_day - cord_repair*mending_per_day
    j_25_10 = -cord_injured*cord_repair*d_reviving_per_day_by_tissue_ug
    j_25_13 = -cord_injured*cord_repair*d_reviving_per_day_by_synthase_active
    j_25_24 = cord_whole*injury_per_day*(2*cord_myelin - 2)
    j_25_25 = -cord_repair*reviving_per_day + d_cord_whole_by_cord_injured*injury_per_day*square(1 - cord_myelin) - loss_per_day
    j_25_26 = d_cord_whole_by_cord_lost*injury_per_day*square(1 - cord_myelin)
    j_26_25 = loss_per_day
    j_27_18 = -10*d_symptom_free_by_legs_myelin*symptom_follow_per_day
    j_27_19 = -10*d_symptom_free_by_legs_injured*symptom_follow_per_day
    j_27_20 = -10*d_symptom_free_by_legs_lost*symptom_follow_per_day
    j_27_27 = -symptom_follow_per_day
    # factors of 2/h - J: 6 more places filled
    w_0_0 = twice_per_h - j_0_0
    w_1_1 = twice_per_h - j_1_1
    w_2_2 = twice_per_h - j_2_2
    w_3_3 = twice_per_h - j_3_3
    w_4_4 = twice_per_h - j_4_4
    w_5_5 = twice_per_h - j_5_5
    w_6_6 = twice_per_h - j_6_6
    w_7_7 = twice_per_h - j_7_7
    w_8_8 = twice_per_h - j_8_8
    w_9_9 = twice_per_h - j_9_9
    w_10_10 = twice_per_h - j_10_10
    w_11_11 = twice_per_h - j_11_11
    w_12_12 = twice_per_h - j_12_12
    w_13_13 = twice_per_h - j_13_13
    w_14_14 = twice_per_h - j_14_14
    w_15_15 = twice_per_h - j_15_15
    w_16_16 = twice_per_h - j_16_16
    w_17_17 = twice_per_h - j_17_17
    w_18_18 = twice_per_h - j_18_18
    w_19_19 = twice_per_h - j_19_19
    w_20_20 = twice_per_h
    w_21_21 = twice_per_h - j_21_21
    w_22_22 = twice_per_h - j_22_22
    w_23_23 = twice_per_h
    w_24_24 = twice_per_h - j_24_24
    w_25_25 = twice_per_h - j_25_25
    w_26_26 = twice_per_h
    w_27_27 = twice_per_h - j_27_27
    w_1_0 = -j_1_0
    w_1_5 = -j_1_5
    w_1_7 = -j_1_7
    w_1_8 = -j_1_8
    w_3_2 = -j_3_2
    w_3_4 = -j_3_4
    w_3_5 = -j_3_5
    w_3_7 = -j_3_7
    w_3_8 = -j_3_8
    w_4_3 = -j_4_3
    w_5_1 = -j_5_1
    w_5_3 = -j_5_3
    w_6_1 = -j_6_1
    w_6_3 = -j_6_3
    w_6_5 = -j_6_5
    w_6_9 = -j_6_9
    w_7_1 = -j_7_1
    w_7_3 = -j_7_3
    w_7_6 = -j_7_6
    w_7_9 = -j_7_9
    w_7_10 = -j_7_10
    w_8_1 = -j_8_1
    w_8_3 = -j_8_3
    w_8_9 = -j_8_9
    w_9_1 = -j_9_1
    w_9_3 = -j_9_3
    w_9_5 = -j_9_5
    w_9_7 = -j_9_7
    w_9_8 = -j_9_8
    w_10_1 = -j_10_1
    w_10_3 = -j_10_3
    w_10_5 = -j_10_5
    w_10_7 = -j_10_7
    w_11_10 = -j_11_10
    w_12_10 = -j_12_10
    w_12_13 = -j_12_13
    w_14_10 = -j_14_10
    w_14_13 = -j_14_13
    w_14_15 = -j_14_15
    w_14_16 = -j_14_16
    w_14_17 = -j_14_17
    w_15_14 = -j_15_14
    w_15_16 = -j_15_16
    w_15_17 = -j_15_17
    w_16_15 = -j_16_15
    w_16_17 = -j_16_17
    w_17_10 = -j_17_10
    w_17_13 = -j_17_13
    w_17_15 = -j_17_15
    w_17_16 = -j_17_16
    w_18_10 = -j_18_10
    w_18_13 = -j_18_13
    w_19_10 = -j_19_10
    w_19_13 = -j_19_13
    w_19_18 = -j_19_18
    w_19_20 = -j_19_20
    w_20_19 = -j_20_19
    w_21_10 = -j_21_10
    w_21_13 = -j_21_13
    w_22_10 = -j_22_10
    w_22_13 = -j_22_13
    w_22_21 = -j_22_21
    w_22_23 = -j_22_23
    w_23_22 = -j_23_22
    w_24_10 = -j_24_10
    w_24_13 = -j_24_13
    w_25_10 = -j_25_10
    w_25_13 = -j_25_13
    w_25_24 = -j_25_24
    w_25_26 = -j_25_26
    w_26_25 = -j_26_25
    w_27_18 = -j_27_18
    w_27_19 = -j_27_19
    w_27_20 = -j_27_20
    v_0 = 1.0 / w_0_0
    w_1_0 = w_1_0 * v_0
    v_2 = 1.0 / w_2_2
    w_3_2 = w_3_2 * v_2
    v_11 = 1.0 / w_11_11
    v_12 = 1.0 / w_12_12
    v_13 = 1.0 / w_13_13
    w_14_13 = w_14_13 * v_13
    w_17_13 = w_17_13 * v_13
    w_18_13 = w_18_13 * v_13
    w_19_13 = w_19_13 * v_13
    w_21_13 = w_21_13 * v_13
    w_22_13 = w_22_13 * v_13
    w_24_13 = w_24_13 * v_13
    w_25_13 = w_25_13 * v_13
    v_27 = 1.0 / w_27_27
    v_4 = 1.0 / w_4_4
    w_3_4 = w_3_4 * v_4
    w_3_3 = w_3_3 - w_3_4 * w_4_3
    v_18 = 1.0 / w_18_18
    w_19_18 = w_19_18 * v_18
    w_19_10 = w_19_10 - w_19_18 * w_18_10
    v_20 = 1.0 / w_20_20
    w_19_20 = w_19_20 * v_20
    w_19_19 = w_19_19 - w_19_20 * w_20_19
    v_19 = 1.0 / w_19_19
    v_21 = 1.0 / w_21_21
    w_22_21 = w_22_21 * v_21
    w_22_10 = w_22_10 - w_22_21 * w_21_10
    v_23 = 1.0 / w_23_23
    w_22_23 = w_22_23 * v_23
    w_22_22 = w_22_22 - w_22_23 * w_23_22
    v_22 = 1.0 / w_22_22
    v_24 = 1.0 / w_24_24
    w_25_24 = w_25_24 * v_24
    w_25_10 = w_25_10 - w_25_24 * w_24_10
    v_26 = 1.0 / w_26_26
    w_25_26 = w_25_26 * v_26
    w_25_25 = w_25_25 - w_25_26 * w_26_25
    v_25 = 1.0 / w_25_25
    v_6 = 1.0 / w_6_6
    w_7_6 = w_7_6 * v_6
    w_7_1 = w_7_1 - w_7_6 * w_6_1
    w_7_3 = w_7_3 - w_7_6 * w_6_3
    w_7_5 = - w_7_6 * w_6_5
    w_7_9 = w_7_9 - w_7_6 * w_6_9
    v_14 = 1.0 / w_14_14
    w_15_14 = w_15_14 * v_14
    w_15_10 = - w_15_14 * w_14_10
    w_15_15 = w_15_15 - w_15_14 * w_14_15
    w_15_16 = w_15_16 - w_15_14 * w_14_16
    w_15_17 = w_15_17 - w_15_14 * w_14_17
    v_16 = 1.0 / w_16_16
    w_15_16 = w_15_16 * v_16
    w_15_15 = w_15_15 - w_15_16 * w_16_15
    w_15_17 = w_15_17 - w_15_16 * w_16_17
    w_17_16 = w_17_16 * v_16
    w_17_15 = w_17_15 - w_17_16 * w_16_15
    w_17_17 = w_17_17 - w_17_16 * w_16_17
    v_15 = 1.0 / w_15_15
    w_17_15 = w_17_15 * v_15
    w_17_10 = w_17_10 - w_17_15 * w_15_10
    w_17_17 = w_17_17 - w_17_15 * w_15_17
    v_17 = 1.0 / w_17_17
    v_10 = 1.0 / w_10_10
    w_7_10 = w_7_10 * v_10
    w_7_1 = w_7_1 - w_7_10 * w_10_1
    w_7_3 = w_7_3 - w_7_10 * w_10_3
    w_7_5 = w_7_5 - w_7_10 * w_10_5
    w_7_7 = w_7_7 - w_7_10 * w_10_7
    v_5 = 1.0 / w_5_5
    w_1_5 = w_1_5 * v_5
    w_1_1 = w_1_1 - w_1_5 * w_5_1
    w_1_3 = - w_1_5 * w_5_3
    w_3_5 = w_3_5 * v_5
    w_3_1 = - w_3_5 * w_5_1
    w_3_3 = w_3_3 - w_3_5 * w_5_3
    w_7_5 = w_7_5 * v_5
    w_7_1 = w_7_1 - w_7_5 * w_5_1
    w_7_3 = w_7_3 - w_7_5 * w_5_3
    w_9_5 = w_9_5 * v_5
    w_9_1 = w_9_1 - w_9_5 * w_5_1
    w_9_3 = w_9_3 - w_9_5 * w_5_3
    v_9 = 1.0 / w_9_9
    w_7_9 = w_7_9 * v_9
    w_7_1 = w_7_1 - w_7_9 * w_9_1
    w_7_3 = w_7_3 - w_7_9 * w_9_3
    w_7_7 = w_7_7 - w_7_9 * w_9_7
    w_7_8 = - w_7_9 * w_9_8
    w_8_9 = w_8_9 * v_9
    w_8_1 = w_8_1 - w_8_9 * w_9_1
    w_8_3 = w_8_3 - w_8_9 * w_9_3
    w_8_7 = - w_8_9 * w_9_7
    w_8_8 = w_8_8 - w_8_9 * w_9_8
    v_1 = 1.0 / w_1_1
    w_3_1 = w_3_1 * v_1
    w_3_3 = w_3_3 - w_3_1 * w_1_3
    w_3_7 = w_3_7 - w_3_1 * w_1_7
    w_3_8 = w_3_8 - w_3_1 * w_1_8
    w_7_1 = w_7_1 * v_1
    w_7_3 = w_7_3 - w_7_1 * w_1_3
    w_7_7 = w_7_7 - w_7_1 * w_1_7
    w_7_8 = w_7_8 - w_7_1 * w_1_8
    w_8_1 = w_8_1 * v_1
    w_8_3 = w_8_3 - w_8_1 * w_1_3
    w_8_7 = w_8_7 - w_8_1 * w_1_7
    w_8_8 = w_8_8 - w_8_1 * w_1_8
    v_3 = 1.0 / w_3_3
    w_7_3 = w_7_3 * v_3
    w_7_7 = w_7_7 - w_7_3 * w_3_7
    w_7_8 = w_7_8 - w_7_3 * w_3_8
    w_8_3 = w_8_3 * v_3
    w_8_7 = w_8_7 - w_8_3 * w_3_7
    w_8_8 = w_8_8 - w_8_3 * w_3_8
    v_7 = 1.0 / w_7_7
    w_8_7 = w_8_7 * v_7
    w_8_8 = w_8_8 - w_8_7 * w_7_8
    v_8 = 1.0 / w_8_8
    # first stage
    a0 = f0
    a2 = f2
    a11 = f11
    a12 = f12
    a13 = f13
    a27 = f27
    a4 = f4
    a18 = f18 - w_18_13 * a13
    a20 = f20
    a19 = f19 - w_19_13 * a13 - w_19_18 * a18 - w_19_20 * a20
    a21 = f21 - w_21_13 * a13
    a23 = f23
    a22 = f22 - w_22_13 * a13 - w_22_21 * a21 - w_22_23 * a23
    a24 = f24 - w_24_13 * a13
    a26 = f26
    a25 = f25 - w_25_13 * a13 - w_25_24 * a24 - w_25_26 * a26
    a6 = f6
    a14 = f14 - w_14_13 * a13
    a16 = f16
    a15 = f15 - w_15_14 * a14 - w_15_16 * a16
    a17 = f17 - w_17_13 * a13 - w_17_16 * a16 - w_17_15 * a15
    a10 = f10
    a5 = f5
    a9 = f9 - w_9_5 * a5
    a1 = f1 - w_1_0 * a0 - w_1_5 * a5
    a3 = f3 - w_3_2 * a2 - w_3_4 * a4 - w_3_5 * a5 - w_3_1 * a1
    a7 = f7 - w_7_6 * a6 - w_7_10 * a10 - w_7_5 * a5 - w_7_9 * a9 - w_7_1 * a1 - w_7_3 * a3
    a8 = f8 - w_8_9 * a9 - w_8_1 * a1 - w_8_3 * a3 - w_8_7 * a7
    a8 = a8 * v_8
    a7 = (a7 - w_7_8 * a8) * v_7
    a3 = (a3 - w_3_7 * a7 - w_3_8 * a8) * v_3
    a1 = (a1 - w_1_3 * a3 - w_1_7 * a7 - w_1_8 * a8) * v_1
    a9 = (a9 - w_9_1 * a1 - w_9_3 * a3 - w_9_7 * a7 - w_9_8 * a8) * v_9
    a5 = (a5 - w_5_1 * a1 - w_5_3 * a3) * v_5
    a10 = (a10 - w_10_1 * a1 - w_10_3 * a3 - w_10_5 * a5 - w_10_7 * a7) * v_10
    a17 = (a17 - w_17_10 * a10) * v_17
    a15 = (a15 - w_15_10 * a10 - w_15_17 * a17) * v_15
    a16 = (a16 - w_16_15 * a15 - w_16_17 * a17) * v_16
    a14 = (a14 - w_14_10 * a10 - w_14_15 * a15 - w_14_16 * a16 - w_14_17 * a17) * v_14
    a6 = (a6 - w_6_1 * a1 - w_6_3 * a3 - w_6_5 * a5 - w_6_9 * a9) * v_6
    a25 = (a25 - w_25_10 * a10) * v_25
    a26 = (a26 - w_26_25 * a25) * v_26
    a24 = (a24 - w_24_10 * a10) * v_24
    a22 = (a22 - w_22_10 * a10) * v_22
    a23 = (a23 - w_23_22 * a22) * v_23
    a21 = (a21 - w_21_10 * a10) * v_21
    a19 = (a19 - w_19_10 * a10) * v_19
    a20 = (a20 - w_20_19 * a19) * v_20
    a18 = (a18 - w_18_10 * a10) * v_18
    a4 = (a4 - w_4_3 * a3) * v_4
    a27 = (a27 - w_27_18 * a18 - w_27_19 * a19 - w_27_20 * a20) * v_27
    a13 = a13 * v_13
    a12 = (a12 - w_12_10 * a10 - w_12_13 * a13) * v_12
    a11 = (a11 - w_11_10 * a10) * v_11
    a2 = a2 * v_2
    a0 = a0 * v_0
    # second stage
    b0 = f0 + 4.0 * per_h * a0
    b2 = f2 + 4.0 * per_h * a2
    b11 = f11 + 4.0 * per_h * a11
    b12 = f12 + 4.0 * per_h * a12
    b13 = f13 + 4.0 * per_h * a13
    b27 = f27 + 4.0 * per_h * a27
    b4 = f4 + 4.0 * per_h * a4
    b18 = f18 + 4.0 * per_h * a18 - w_18_13 * b13
    b20 = f20 + 4.0 * per_h * a20
    b19 = f19 + 4.0 * per_h * a19 - w_19_13 * b13 - w_19_18 * b18 - w_19_20 * b20
    b21 = f21 + 4.0 * per_h * a21 - w_21_13 * b13
    b23 = f23 + 4.0 * per_h * a23
    b22 = f22 + 4.0 * per_h * a22 - w_22_13 * b13 - w_22_21 * b21 - w_22_23 * b23
    b24 = f24 + 4.0 * per_h * a24 - w_24_13 * b13
    b26 = f26 + 4.0 * per_h * a26
    b25 = f25 + 4.0 * per_h * a25 - w_25_13 * b13 - w_25_24 * b24 - w_25_26 * b26
    b6 = f6 + 4.0 * per_h * a6
    b14 = f14 + 4.0 * per_h * a14 - w_14_13 * b13
    b16 = f16 + 4.0 * per_h * a16
    b15 = f15 + 4.0 * per_h * a15 - w_15_14 * b14 - w_15_16 * b16
    b17 = f17 + 4.0 * per_h * a17 - w_17_13 * b13 - w_17_16 * b16 - w_17_15 * b15
    b10 = f10 + 4.0 * per_h * a10
    b5 = f5 + 4.0 * per_h * a5
    b9 = f9 + 4.0 * per_h * a9 - w_9_5 * b5
    b1 = f1 + 4.0 * per_h * a1 - w_1_0 * b0 - w_1_5 * b5
    b3 = f3 + 4.0 * per_h * a3 - w_3_2 * b2 - w_3_4 * b4 - w_3_5 * b5 - w_3_1 * b1
    b7 = f7 + 4.0 * per_h * a7 - w_7_6 * b6 - w_7_10 * b10 - w_7_5 * b5 - w_7_9 * b9 - w_7_1 * b1 - w_7_3 * b3
    b8 = f8 + 4.0 * per_h * a8 - w_8_9 * b9 - w_8_1 * b1 - w_8_3 * b3 - w_8_7 * b7
    b8 = b8 * v_8
    b7 = (b7 - w_7_8 * b8) * v_7
    b3 = (b3 - w_3_7 * b7 - w_3_8 * b8) * v_3
    b1 = (b1 - w_1_3 * b3 - w_1_7 * b7 - w_1_8 * b8) * v_1
    b9 = (b9 - w_9_1 * b1 - w_9_3 * b3 - w_9_7 * b7 - w_9_8 * b8) * v_9
    b5 = (b5 - w_5_1 * b1 - w_5_3 * b3) * v_5
    b10 = (b10 - w_10_1 * b1 - w_10_3 * b3 - w_10_5 * b5 - w_10_7 * b7) * v_10
    b17 = (b17 - w_17_10 * b10) * v_17
    b15 = (b15 - w_15_10 * b10 - w_15_17 * b17) * v_15
    b16 = (b16 - w_16_15 * b15 - w_16_17 * b17) * v_16
    b14 = (b14 - w_14_10 * b10 - w_14_15 * b15 - w_14_16 * b16 - w_14_17 * b17) * v_14
    b6 = (b6 - w_6_1 * b1 - w_6_3 * b3 - w_6_5 * b5 - w_6_9 * b9) * v_6
    b25 = (b25 - w_25_10 * b10) * v_25
    b26 = (b26 - w_26_25 * b25) * v_26
    b24 = (b24 - w_24_10 * b10) * v_24
    b22 = (b22 - w_22_10 * b10) * v_22
    b23 = (b23 - w_23_22 * b22) * v_23
    b21 = (b21 - w_21_10 * b10) * v_21
    b19 = (b19 - w_19_10 * b10) * v_19
    b20 = (b20 - w_20_19 * b19) * v_20
    b18 = (b18 - w_18_10 * b10) * v_18
    b4 = (b4 - w_4_3 * b3) * v_4
    b27 = (b27 - w_27_18 * b18 - w_27_19 * b19 - w_27_20 * b20) * v_27
    b13 = b13 * v_13
    b12 = (b12 - w_12_10 * b10 - w_12_13 * b13) * v_12
    b11 = (b11 - w_11_10 * b10) * v_11
    b2 = b2 * v_2
    b0 = b0 * v_0
    # third stage
    depot_cn_ug = y0 + 2.0 * a0
    free_cn_ug = y1 + 2.0 * a1
    depot_oh_ug = y2 + 2.0 * a2
    free_oh_ug = y3 + 2.0 * a3
    bound_oh_ug = y4 + 2.0 * a4
    sites_ug = y5 + 2.0 * a5
    gut_ug = y6 + 2.0 * a6
    holotc_ug = y7 + 2.0 * a7
    holohc_ug = y8 + 2.0 * a8
    liver_ug = y9 + 2.0 * a9
    tissue_ug = y10 + 2.0 * a10
    mma_nmol_l = y11 + 2.0 * a11
    homocysteine_umol_l = y12 + 2.0 * a12
    synthase_active = y13 + 2.0 * a13
    precursors = y14 + 2.0 * a14
    reticulocytes = y15 + 2.0 * a15
    red_cells = y16 + 2.0 * a16
    mcv_fl = y17 + 2.0 * a17
    legs_myelin = y18 + 2.0 * a18
    legs_injured = y19 + 2.0 * a19
    legs_lost = y20 + 2.0 * a20
    arms_myelin = y21 + 2.0 * a21
    arms_injured = y22 + 2.0 * a22
    arms_lost = y23 + 2.0 * a23
    cord_myelin = y24 + 2.0 * a24
    cord_injured = y25 + 2.0 * a25
    cord_lost = y26 + 2.0 * a26
    symptoms_0_10 = y27 + 2.0 * a27
    captured_per_ug_day = capture_per_ug_day*(free_cn_ug + free_oh_ug)
    bound_at_sites_ug_per_day = sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)*(sites_capacity_ug - sites_ug)
    from_sites_ug_per_day = sites_release_per_day*sites_ug*(1 - sites_bile_share)
    liver_to_hc_ug_per_day = haptocorrin_relative*liver_to_hc_per_day*liver_ug/(1 + liver_ug/liver_half_loading_ug)
    replete = tissue_ug/tissue_replete_ug
    megalocytic = (mcv_fl - mcv_healthy_fl)/mcv_rise_fl
    arms_whole = -arms_injured - arms_lost + 1
    cord_whole = -cord_injured - cord_lost + 1
    legs_whole = -legs_injured - legs_lost + 1
    symptom_free = exp(-legs_injured*symptom_of_injured - legs_lost*symptom_of_lost - symptom_of_myelin*(1 - legs_myelin))
    capture_per_day = capture_per_ug_day*(haptocorrin_ug - holohc_ug - holotc_ug + transcobalamin_capacity_ug) + sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    taken_up_ug_per_day = free_cn_ug*uptake_cn_per_day + free_oh_ug*uptake_oh_per_day
    adocbl_power = power(replete, adocbl_slope)
    mecbl_power = power(replete, mecbl_slope)
    haemoglobin_relative = mcv_fl*(red_cells + reticulocytes)/(cells_healthy*mcv_healthy_fl)
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug + taken_up_ug_per_day*uptake_bile_share
    kept_ug_per_day = 0.5*from_sites_ug_per_day + taken_up_ug_per_day*(0.5 - 0.5*uptake_bile_share)
    adocbl = adocbl_power/(adocbl_half_power + adocbl_power)
    mecbl = mecbl_power*synthase_active/(mecbl_half_power + mecbl_power)
    haemoglobin_power = power(haemoglobin_relative, erythropoietin_exponent)
    ripening_per_day = reticulocyte_per_day/(reticulocyte_stress*(1 - haemoglobin_relative) + 1)
    dna_supply = mecbl + rescued_share*(1 - mecbl)
    drive = marrow_reserve/(haemoglobin_power*(marrow_reserve - 1) + 1)
    upkeep = power(adocbl, 1 - methylation_weight)*power(mecbl, methylation_weight)
    dna = dna_supply*folate_for_dna*(dna_half + 1)/(dna_half + dna_supply)
    quality = upkeep*(quality_half + 1)/(quality_half + upkeep)
    surviving = dna/(dna + ineffective_weight*square(1 - dna))
    mending_per_day = quality*remyelination_per_day
    stripping_per_day = demyelination_per_day*(1 - quality)
    reviving_per_day = quality*recovery_per_day
    g0 = -absorption_cn_per_day*depot_cn_ug
    g1 = absorption_cn_per_day*depot_cn_ug - free_cn_ug*(capture_per_day + filtered_cn_per_day + uptake_cn_per_day)
    g2 = -absorption_oh_per_day*depot_oh_ug
    g3 = absorption_oh_per_day*depot_oh_ug + bound_oh_ug*unbinding_oh_per_day - free_oh_ug*(binding_oh_per_day + capture_per_day + filtered_oh_per_day + uptake_oh_per_day)
    g4 = binding_oh_per_day*free_oh_ug - bound_oh_ug*unbinding_oh_per_day
    g5 = bound_at_sites_ug_per_day - sites_release_per_day*sites_ug
    g6 = absorbed_ug_per_day + bile_ug_per_day*reabsorbed_share - gut_release_per_day*gut_ug
    g7 = captured_per_ug_day*(-holotc_ug + transcobalamin_capacity_ug) + gut_release_per_day*gut_ug - holotc_clearance_per_day*holotc_ug + liver_to_tc_per_day*liver_ug + tissue_to_tc_per_day*tissue_ug
    g8 = captured_per_ug_day*(haptocorrin_ug - holohc_ug) - holohc_clearance_per_day*holohc_ug + liver_to_hc_ug_per_day
    g9 = holohc_clearance_per_day*holohc_ug + holotc_clearance_per_day*holotc_liver_share*holotc_ug + kept_ug_per_day - liver_to_hc_ug_per_day - liver_ug*(bile_per_day + liver_to_tc_per_day)
    g10 = holotc_clearance_per_day*holotc_ug*(1 - holotc_liver_share) + kept_ug_per_day - tissue_ug*(tissue_loss_per_day + tissue_to_tc_per_day)
    g11 = mma_turnover_per_day*(mma_made_nmol_l/(adocbl + mma_escape) - mma_nmol_l)
    g12 = homocysteine_turnover_per_day*(homocysteine_made_umol_l/(homocysteine_escape + mecbl) - homocysteine_umol_l)
    g13 = -blocked_per_day*synthase_active + synthase_renewal_per_day*(1 - synthase_active)
    g14 = drive*red_cell_loss_per_day*surviving - marrow_per_day*precursors
    g15 = marrow_per_day*precursors - reticulocytes*ripening_per_day
    g16 = -red_cell_loss_per_day*red_cells*(megalocyte_extra_loss*megalocytic + 1) + reticulocytes*ripening_per_day
    g17 = -megalocyte_extra_loss*red_cell_loss_per_day*(1 - megalocytic)*(mcv_fl - mcv_healthy_fl) + reticulocytes*ripening_per_day*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    g18 = -legs_myelin*stripping_per_day + mending_per_day*(1 - legs_myelin)
    g19 = -legs_injured*(axon_loss_per_day + recovering_share*reviving_per_day) + legs_whole*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    g20 = axon_loss_per_day*legs_injured
    g21 = -arms_exposure*arms_myelin*stripping_per_day + mending_per_day*(1 - arms_myelin)
    g22 = arms_exposure*arms_whole*(diabetic_injury + injury_per_day*square(1 - arms_myelin)) - arms_injured*(axon_loss_per_day + recovering_share*reviving_per_day)
    g23 = arms_injured*axon_loss_per_day
    g24 = -cord_exposure*cord_myelin*stripping_per_day + cord_repair*mending_per_day*(1 - cord_myelin)
    g25 = -cord_injured*(cord_repair*reviving_per_day + loss_per_day) + cord_whole*injury_per_day*square(1 - cord_myelin)
    g26 = cord_injured*loss_per_day
    g27 = symptom_follow_per_day*(-10*symptom_free - symptoms_0_10 + 10)
    c0 = g0 + per_h * (a0 - b0)
    c2 = g2 + per_h * (a2 - b2)
    c11 = g11 + per_h * (a11 - b11)
    c12 = g12 + per_h * (a12 - b12)
    c13 = g13 + per_h * (a13 - b13)
    c27 = g27 + per_h * (a27 - b27)
    c4 = g4 + per_h * (a4 - b4)
    c18 = g18 + per_h * (a18 - b18) - w_18_13 * c13
    c20 = g20 + per_h * (a20 - b20)
    c19 = g19 + per_h * (a19 - b19) - w_19_13 * c13 - w_19_18 * c18 - w_19_20 * c20
    c21 = g21 + per_h * (a21 - b21) - w_21_13 * c13
    c23 = g23 + per_h * (a23 - b23)
    c22 = g22 + per_h * (a22 - b22) - w_22_13 * c13 - w_22_21 * c21 - w_22_23 * c23
    c24 = g24 + per_h * (a24 - b24) - w_24_13 * c13
    c26 = g26 + per_h * (a26 - b26)
    c25 = g25 + per_h * (a25 - b25) - w_25_13 * c13 - w_25_24 * c24 - w_25_26 * c26
    c6 = g6 + per_h * (a6 - b6)
    c14 = g14 + per_h * (a14 - b14) - w_14_13 * c13
    c16 = g16 + per_h * (a16 - b16)
    c15 = g15 + per_h * (a15 - b15) - w_15_14 * c14 - w_15_16 * c16
    c17 = g17 + per_h * (a17 - b17) - w_17_13 * c13 - w_17_16 * c16 - w_17_15 * c15
    c10 = g10 + per_h * (a10 - b10)
    c5 = g5 + per_h * (a5 - b5)
    c9 = g9 + per_h * (a9 - b9) - w_9_5 * c5
    c1 = g1 + per_h * (a1 - b1) - w_1_0 * c0 - w_1_5 * c5
    c3 = g3 + per_h * (a3 - b3) - w_3_2 * c2 - w_3_4 * c4 - w_3_5 * c5 - w_3_1 * c1
    c7 = g7 + per_h * (a7 - b7) - w_7_6 * c6 - w_7_10 * c10 - w_7_5 * c5 - w_7_9 * c9 - w_7_1 * c1 - w_7_3 * c3
    c8 = g8 + per_h * (a8 - b8) - w_8_9 * c9 - w_8_1 * c1 - w_8_3 * c3 - w_8_7 * c7
    c8 = c8 * v_8
    c7 = (c7 - w_7_8 * c8) * v_7
    c3 = (c3 - w_3_7 * c7 - w_3_8 * c8) * v_3
    c1 = (c1 - w_1_3 * c3 - w_1_7 * c7 - w_1_8 * c8) * v_1
    c9 = (c9 - w_9_1 * c1 - w_9_3 * c3 - w_9_7 * c7 - w_9_8 * c8) * v_9
    c5 = (c5 - w_5_1 * c1 - w_5_3 * c3) * v_5
    c10 = (c10 - w_10_1 * c1 - w_10_3 * c3 - w_10_5 * c5 - w_10_7 * c7) * v_10
    c17 = (c17 - w_17_10 * c10) * v_17
    c15 = (c15 - w_15_10 * c10 - w_15_17 * c17) * v_15
    c16 = (c16 - w_16_15 * c15 - w_16_17 * c17) * v_16
    c14 = (c14 - w_14_10 * c10 - w_14_15 * c15 - w_14_16 * c16 - w_14_17 * c17) * v_14
    c6 = (c6 - w_6_1 * c1 - w_6_3 * c3 - w_6_5 * c5 - w_6_9 * c9) * v_6
    c25 = (c25 - w_25_10 * c10) * v_25
    c26 = (c26 - w_26_25 * c25) * v_26
    c24 = (c24 - w_24_10 * c10) * v_24
    c22 = (c22 - w_22_10 * c10) * v_22
    c23 = (c23 - w_23_22 * c22) * v_23
    c21 = (c21 - w_21_10 * c10) * v_21
    c19 = (c19 - w_19_10 * c10) * v_19
    c20 = (c20 - w_20_19 * c19) * v_20
    c18 = (c18 - w_18_10 * c10) * v_18
    c4 = (c4 - w_4_3 * c3) * v_4
    c27 = (c27 - w_27_18 * c18 - w_27_19 * c19 - w_27_20 * c20) * v_27
    c13 = c13 * v_13
    c12 = (c12 - w_12_10 * c10 - w_12_13 * c13) * v_12
    c11 = (c11 - w_11_10 * c10) * v_11
    c2 = c2 * v_2
    c0 = c0 * v_0
    # fourth stage; its increment is also the error
    depot_cn_ug = y0 + 2.0 * a0 + c0
    free_cn_ug = y1 + 2.0 * a1 + c1
    depot_oh_ug = y2 + 2.0 * a2 + c2
    free_oh_ug = y3 + 2.0 * a3 + c3
    bound_oh_ug = y4 + 2.0 * a4 + c4
    sites_ug = y5 + 2.0 * a5 + c5
    gut_ug = y6 + 2.0 * a6 + c6
    holotc_ug = y7 + 2.0 * a7 + c7
    holohc_ug = y8 + 2.0 * a8 + c8
    liver_ug = y9 + 2.0 * a9 + c9
    tissue_ug = y10 + 2.0 * a10 + c10
    mma_nmol_l = y11 + 2.0 * a11 + c11
    homocysteine_umol_l = y12 + 2.0 * a12 + c12
    synthase_active = y13 + 2.0 * a13 + c13
    precursors = y14 + 2.0 * a14 + c14
    reticulocytes = y15 + 2.0 * a15 + c15
    red_cells = y16 + 2.0 * a16 + c16
    mcv_fl = y17 + 2.0 * a17 + c17
    legs_myelin = y18 + 2.0 * a18 + c18
    legs_injured = y19 + 2.0 * a19 + c19
    legs_lost = y20 + 2.0 * a20 + c20
    arms_myelin = y21 + 2.0 * a21 + c21
    arms_injured = y22 + 2.0 * a22 + c22
    arms_lost = y23 + 2.0 * a23 + c23
    cord_myelin = y24 + 2.0 * a24 + c24
    cord_injured = y25 + 2.0 * a25 + c25
    cord_lost = y26 + 2.0 * a26 + c26
    symptoms_0_10 = y27 + 2.0 * a27 + c27
    captured_per_ug_day = capture_per_ug_day*(free_cn_ug + free_oh_ug)
    bound_at_sites_ug_per_day = sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)*(sites_capacity_ug - sites_ug)
    from_sites_ug_per_day = sites_release_per_day*sites_ug*(1 - sites_bile_share)
    liver_to_hc_ug_per_day = haptocorrin_relative*liver_to_hc_per_day*liver_ug/(1 + liver_ug/liver_half_loading_ug)
    replete = tissue_ug/tissue_replete_ug
    megalocytic = (mcv_fl - mcv_healthy_fl)/mcv_rise_fl
    arms_whole = -arms_injured - arms_lost + 1
    cord_whole = -cord_injured - cord_lost + 1
    legs_whole = -legs_injured - legs_lost + 1
    symptom_free = exp(-legs_injured*symptom_of_injured - legs_lost*symptom_of_lost - symptom_of_myelin*(1 - legs_myelin))
    capture_per_day = capture_per_ug_day*(haptocorrin_ug - holohc_ug - holotc_ug + transcobalamin_capacity_ug) + sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    taken_up_ug_per_day = free_cn_ug*uptake_cn_per_day + free_oh_ug*uptake_oh_per_day
    adocbl_power = power(replete, adocbl_slope)
    mecbl_power = power(replete, mecbl_slope)
    haemoglobin_relative = mcv_fl*(red_cells + reticulocytes)/(cells_healthy*mcv_healthy_fl)
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug + taken_up_ug_per_day*uptake_bile_share
    kept_ug_per_day = 0.5*from_sites_ug_per_day + taken_up_ug_per_day*(0.5 - 0.5*uptake_bile_share)
    adocbl = adocbl_power/(adocbl_half_power + adocbl_power)
    mecbl = mecbl_power*synthase_active/(mecbl_half_power + mecbl_power)
    haemoglobin_power = power(haemoglobin_relative, erythropoietin_exponent)
    ripening_per_day = reticulocyte_per_day/(reticulocyte_stress*(1 - haemoglobin_relative) + 1)
    dna_supply = mecbl + rescued_share*(1 - mecbl)
    drive = marrow_reserve/(haemoglobin_power*(marrow_reserve - 1) + 1)
    upkeep = power(adocbl, 1 - methylation_weight)*power(mecbl, methylation_weight)
    dna = dna_supply*folate_for_dna*(dna_half + 1)/(dna_half + dna_supply)
    quality = upkeep*(quality_half + 1)/(quality_half + upkeep)
    surviving = dna/(dna + ineffective_weight*square(1 - dna))
    mending_per_day = quality*remyelination_per_day
    stripping_per_day = demyelination_per_day*(1 - quality)
    reviving_per_day = quality*recovery_per_day
    g0 = -absorption_cn_per_day*depot_cn_ug
    g1 = absorption_cn_per_day*depot_cn_ug - free_cn_ug*(capture_per_day + filtered_cn_per_day + uptake_cn_per_day)
    g2 = -absorption_oh_per_day*depot_oh_ug
    g3 = absorption_oh_per_day*depot_oh_ug + bound_oh_ug*unbinding_oh_per_day - free_oh_ug*(binding_oh_per_day + capture_per_day + filtered_oh_per_day + uptake_oh_per_day)
    g4 = binding_oh_per_day*free_oh_ug - bound_oh_ug*unbinding_oh_per_day
    g5 = bound_at_sites_ug_per_day - sites_release_per_day*sites_ug
    g6 = absorbed_ug_per_day + bile_ug_per_day*reabsorbed_share - gut_release_per_day*gut_ug
    g7 = captured_per_ug_day*(-holotc_ug + transcobalamin_capacity_ug) + gut_release_per_day*gut_ug - holotc_clearance_per_day*holotc_ug + liver_to_tc_per_day*liver_ug + tissue_to_tc_per_day*tissue_ug
    g8 = captured_per_ug_day*(haptocorrin_ug - holohc_ug) - holohc_clearance_per_day*holohc_ug + liver_to_hc_ug_per_day
    g9 = holohc_clearance_per_day*holohc_ug + holotc_clearance_per_day*holotc_liver_share*holotc_ug + kept_ug_per_day - liver_to_hc_ug_per_day - liver_ug*(bile_per_day + liver_to_tc_per_day)
    g10 = holotc_clearance_per_day*holotc_ug*(1 - holotc_liver_share) + kept_ug_per_day - tissue_ug*(tissue_loss_per_day + tissue_to_tc_per_day)
    g11 = mma_turnover_per_day*(mma_made_nmol_l/(adocbl + mma_escape) - mma_nmol_l)
    g12 = homocysteine_turnover_per_day*(homocysteine_made_umol_l/(homocysteine_escape + mecbl) - homocysteine_umol_l)
    g13 = -blocked_per_day*synthase_active + synthase_renewal_per_day*(1 - synthase_active)
    g14 = drive*red_cell_loss_per_day*surviving - marrow_per_day*precursors
    g15 = marrow_per_day*precursors - reticulocytes*ripening_per_day
    g16 = -red_cell_loss_per_day*red_cells*(megalocyte_extra_loss*megalocytic + 1) + reticulocytes*ripening_per_day
    g17 = -megalocyte_extra_loss*red_cell_loss_per_day*(1 - megalocytic)*(mcv_fl - mcv_healthy_fl) + reticulocytes*ripening_per_day*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    g18 = -legs_myelin*stripping_per_day + mending_per_day*(1 - legs_myelin)
    g19 = -legs_injured*(axon_loss_per_day + recovering_share*reviving_per_day) + legs_whole*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    g20 = axon_loss_per_day*legs_injured
    g21 = -arms_exposure*arms_myelin*stripping_per_day + mending_per_day*(1 - arms_myelin)
    g22 = arms_exposure*arms_whole*(diabetic_injury + injury_per_day*square(1 - arms_myelin)) - arms_injured*(axon_loss_per_day + recovering_share*reviving_per_day)
    g23 = arms_injured*axon_loss_per_day
    g24 = -cord_exposure*cord_myelin*stripping_per_day + cord_repair*mending_per_day*(1 - cord_myelin)
    g25 = -cord_injured*(cord_repair*reviving_per_day + loss_per_day) + cord_whole*injury_per_day*square(1 - cord_myelin)
    g26 = cord_injured*loss_per_day
    g27 = symptom_follow_per_day*(-10*symptom_free - symptoms_0_10 + 10)
    e0 = g0 + per_h * (a0 - b0 - 2.6666666666666665 * c0)
    e2 = g2 + per_h * (a2 - b2 - 2.6666666666666665 * c2)
    e11 = g11 + per_h * (a11 - b11 - 2.6666666666666665 * c11)
    e12 = g12 + per_h * (a12 - b12 - 2.6666666666666665 * c12)
    e13 = g13 + per_h * (a13 - b13 - 2.6666666666666665 * c13)
    e27 = g27 + per_h * (a27 - b27 - 2.6666666666666665 * c27)
    e4 = g4 + per_h * (a4 - b4 - 2.6666666666666665 * c4)
    e18 = g18 + per_h * (a18 - b18 - 2.6666666666666665 * c18) - w_18_13 * e13
    e20 = g20 + per_h * (a20 - b20 - 2.6666666666666665 * c20)
    e19 = g19 + per_h * (a19 - b19 - 2.6666666666666665 * c19) - w_19_13 * e13 - w_19_18 * e18 - w_19_20 * e20
    e21 = g21 + per_h * (a21 - b21 - 2.6666666666666665 * c21) - w_21_13 * e13
    e23 = g23 + per_h * (a23 - b23 - 2.6666666666666665 * c23)
    e22 = g22 + per_h * (a22 - b22 - 2.6666666666666665 * c22) - w_22_13 * e13 - w_22_21 * e21 - w_22_23 * e23
    e24 = g24 + per_h * (a24 - b24 - 2.6666666666666665 * c24) - w_24_13 * e13
    e26 = g26 + per_h * (a26 - b26 - 2.6666666666666665 * c26)
    e25 = g25 + per_h * (a25 - b25 - 2.6666666666666665 * c25) - w_25_13 * e13 - w_25_24 * e24 - w_25_26 * e26
    e6 = g6 + per_h * (a6 - b6 - 2.6666666666666665 * c6)
    e14 = g14 + per_h * (a14 - b14 - 2.6666666666666665 * c14) - w_14_13 * e13
    e16 = g16 + per_h * (a16 - b16 - 2.6666666666666665 * c16)
    e15 = g15 + per_h * (a15 - b15 - 2.6666666666666665 * c15) - w_15_14 * e14 - w_15_16 * e16
    e17 = g17 + per_h * (a17 - b17 - 2.6666666666666665 * c17) - w_17_13 * e13 - w_17_16 * e16 - w_17_15 * e15
    e10 = g10 + per_h * (a10 - b10 - 2.6666666666666665 * c10)
    e5 = g5 + per_h * (a5 - b5 - 2.6666666666666665 * c5)
    e9 = g9 + per_h * (a9 - b9 - 2.6666666666666665 * c9) - w_9_5 * e5
    e1 = g1 + per_h * (a1 - b1 - 2.6666666666666665 * c1) - w_1_0 * e0 - w_1_5 * e5
    e3 = g3 + per_h * (a3 - b3 - 2.6666666666666665 * c3) - w_3_2 * e2 - w_3_4 * e4 - w_3_5 * e5 - w_3_1 * e1
    e7 = g7 + per_h * (a7 - b7 - 2.6666666666666665 * c7) - w_7_6 * e6 - w_7_10 * e10 - w_7_5 * e5 - w_7_9 * e9 - w_7_1 * e1 - w_7_3 * e3
    e8 = g8 + per_h * (a8 - b8 - 2.6666666666666665 * c8) - w_8_9 * e9 - w_8_1 * e1 - w_8_3 * e3 - w_8_7 * e7
    e8 = e8 * v_8
    e7 = (e7 - w_7_8 * e8) * v_7
    e3 = (e3 - w_3_7 * e7 - w_3_8 * e8) * v_3
    e1 = (e1 - w_1_3 * e3 - w_1_7 * e7 - w_1_8 * e8) * v_1
    e9 = (e9 - w_9_1 * e1 - w_9_3 * e3 - w_9_7 * e7 - w_9_8 * e8) * v_9
    e5 = (e5 - w_5_1 * e1 - w_5_3 * e3) * v_5
    e10 = (e10 - w_10_1 * e1 - w_10_3 * e3 - w_10_5 * e5 - w_10_7 * e7) * v_10
    e17 = (e17 - w_17_10 * e10) * v_17
    e15 = (e15 - w_15_10 * e10 - w_15_17 * e17) * v_15
    e16 = (e16 - w_16_15 * e15 - w_16_17 * e17) * v_16
    e14 = (e14 - w_14_10 * e10 - w_14_15 * e15 - w_14_16 * e16 - w_14_17 * e17) * v_14
    e6 = (e6 - w_6_1 * e1 - w_6_3 * e3 - w_6_5 * e5 - w_6_9 * e9) * v_6
    e25 = (e25 - w_25_10 * e10) * v_25
    e26 = (e26 - w_26_25 * e25) * v_26
    e24 = (e24 - w_24_10 * e10) * v_24
    e22 = (e22 - w_22_10 * e10) * v_22
    e23 = (e23 - w_23_22 * e22) * v_23
    e21 = (e21 - w_21_10 * e10) * v_21
    e19 = (e19 - w_19_10 * e10) * v_19
    e20 = (e20 - w_20_19 * e19) * v_20
    e18 = (e18 - w_18_10 * e10) * v_18
    e4 = (e4 - w_4_3 * e3) * v_4
    e27 = (e27 - w_27_18 * e18 - w_27_19 * e19 - w_27_20 * e20) * v_27
    e13 = e13 * v_13
    e12 = (e12 - w_12_10 * e10 - w_12_13 * e13) * v_12
    e11 = (e11 - w_11_10 * e10) * v_11
    e2 = e2 * v_2
    e0 = e0 * v_0
    # the new state
    new0 = y0 + 2.0 * a0 + c0 + e0
    new1 = y1 + 2.0 * a1 + c1 + e1
    new2 = y2 + 2.0 * a2 + c2 + e2
    new3 = y3 + 2.0 * a3 + c3 + e3
    new4 = y4 + 2.0 * a4 + c4 + e4
    new5 = y5 + 2.0 * a5 + c5 + e5
    new6 = y6 + 2.0 * a6 + c6 + e6
    new7 = y7 + 2.0 * a7 + c7 + e7
    new8 = y8 + 2.0 * a8 + c8 + e8
    new9 = y9 + 2.0 * a9 + c9 + e9
    new10 = y10 + 2.0 * a10 + c10 + e10
    new11 = y11 + 2.0 * a11 + c11 + e11
    new12 = y12 + 2.0 * a12 + c12 + e12
    new13 = y13 + 2.0 * a13 + c13 + e13
    new14 = y14 + 2.0 * a14 + c14 + e14
    new15 = y15 + 2.0 * a15 + c15 + e15
    new16 = y16 + 2.0 * a16 + c16 + e16
    new17 = y17 + 2.0 * a17 + c17 + e17
    new18 = y18 + 2.0 * a18 + c18 + e18
    new19 = y19 + 2.0 * a19 + c19 + e19
    new20 = y20 + 2.0 * a20 + c20 + e20
    new21 = y21 + 2.0 * a21 + c21 + e21
    new22 = y22 + 2.0 * a22 + c22 + e22
    new23 = y23 + 2.0 * a23 + c23 + e23
    new24 = y24 + 2.0 * a24 + c24 + e24
    new25 = y25 + 2.0 * a25 + c25 + e25
    new26 = y26 + 2.0 * a26 + c26 + e26
    new27 = y27 + 2.0 * a27 + c27 + e27
    after[0] = new0
    after[1] = new1
    after[2] = new2
    after[3] = new3
    after[4] = new4
    after[5] = new5
    after[6] = new6
    after[7] = new7
    after[8] = new8
    after[9] = new9
    after[10] = new10
    after[11] = new11
    after[12] = new12
    after[13] = new13
    after[14] = new14
    after[15] = new15
    after[16] = new16
    after[17] = new17
    after[18] = new18
    after[19] = new19
    after[20] = new20
    after[21] = new21
    after[22] = new22
    after[23] = new23
    after[24] = new24
    after[25] = new25
    after[26] = new26
    after[27] = new27
    error[0] = e0
    error[1] = e1
    error[2] = e2
    error[3] = e3
    error[4] = e4
    error[5] = e5
    error[6] = e6
    error[7] = e7
    error[8] = e8
    error[9] = e9
    error[10] = e10
    error[11] = e11
    error[12] = e12
    error[13] = e13
    error[14] = e14
    error[15] = e15
    error[16] = e16
    error[17] = e17
    error[18] = e18
    error[19] = e19
    error[20] = e20
    error[21] = e21
    error[22] = e22
    error[23] = e23
    error[24] = e24
    error[25] = e25
    error[26] = e26
    error[27] = e27


def step(spare: Sequence[Row], constants: Sequence[float], h: float) -> None:
    """The same; where the other back ends get infinity or not-a-number, the error is infinite."""
    try:
        straight_step(spare, constants, h)
    except (ArithmeticError, ValueError):
        spare[2][0] = inf


def observe(row: Row, constants: Sequence[float]) -> None:
    """Write behind the states of a row what would be measured."""
    free_cn_ug = row[1]
    free_oh_ug = row[3]
    bound_oh_ug = row[4]
    sites_ug = row[5]
    holotc_ug = row[7]
    holohc_ug = row[8]
    liver_ug = row[9]
    tissue_ug = row[10]
    homocysteine_umol_l = row[12]
    reticulocytes = row[15]
    red_cells = row[16]
    mcv_fl = row[17]
    legs_myelin = row[18]
    legs_injured = row[19]
    legs_lost = row[20]
    arms_myelin = row[21]
    arms_injured = row[22]
    arms_lost = row[23]
    cord_myelin = row[24]
    cord_injured = row[25]
    cord_lost = row[26]
    diabetes = constants[0]
    free_volume_l = constants[4]
    uptake_bile_share = constants[5]
    sites_release_per_day = constants[10]
    sites_bile_share = constants[11]
    plasma_l = constants[12]
    pmol_per_ug = constants[13]
    bile_per_day = constants[20]
    tissue_loss_per_day = constants[25]
    homocysteine_plateau_umol_l = constants[32]
    sam_nmol_l = constants[35]
    sah_replete_nmol_l = constants[36]
    sah_exponent = constants[37]
    haemoglobin_healthy_g_dl = constants[45]
    mcv_healthy_fl = constants[48]
    diabetic_slowing = constants[57]
    g_ratio_healthy = constants[58]
    sural_velocity_healthy_m_s = constants[59]
    sural_amplitude_healthy_uv = constants[60]
    amplitude_left_without_myelin = constants[61]
    median_velocity_healthy_m_s = constants[63]
    cord_g_ratio_healthy = constants[66]
    tibial_response_healthy_ms = constants[67]
    tibial_nerve_share = constants[68]
    symptom_of_myelin = constants[70]
    symptom_of_injured = constants[71]
    symptom_of_lost = constants[72]
    uptake_cn_per_day = constants[73]
    uptake_oh_per_day = constants[74]
    reabsorbed_share = constants[76]
    cells_healthy = constants[84]
    filtered_cn_per_day = constants[89]
    filtered_oh_per_day = constants[90]
    legs_whole = -legs_injured - legs_lost + 1
    taken_up_ug_per_day = free_cn_ug*uptake_cn_per_day + free_oh_ug*uptake_oh_per_day
    haemoglobin_relative = mcv_fl*(red_cells + reticulocytes)/(cells_healthy*mcv_healthy_fl)
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug + taken_up_ug_per_day*uptake_bile_share
    total_b12_pmol_l = pmol_per_ug*((holohc_ug + holotc_ug)/plasma_l + (bound_oh_ug + free_cn_ug + free_oh_ug)/free_volume_l)
    active_b12_pmol_l = holotc_ug*pmol_per_ug/plasma_l
    sah_nmol_l = sah_replete_nmol_l*power(homocysteine_umol_l/homocysteine_plateau_umol_l, sah_exponent)
    reticulocytes_percent = 100*reticulocytes/(red_cells + reticulocytes)
    g_ratio = g_ratio_healthy/(g_ratio_healthy + legs_myelin*(1 - g_ratio_healthy))
    median_velocity_m_s = median_velocity_healthy_m_s*sqrt(log(g_ratio_healthy/(arms_myelin*(1 - g_ratio_healthy) + g_ratio_healthy))/log(g_ratio_healthy))*(-diabetes*diabetic_slowing + 1)
    arms_symptoms_0_10 = 10 - 10*exp(-arms_injured*symptom_of_injured - arms_lost*symptom_of_lost - symptom_of_myelin*(1 - arms_myelin))
    cord_relative = sqrt(log(cord_g_ratio_healthy/(cord_g_ratio_healthy + cord_myelin*(1 - cord_g_ratio_healthy)))/log(cord_g_ratio_healthy))
    cord_deficit_0_10 = 10 - 10*exp(-cord_injured*symptom_of_injured - cord_lost*symptom_of_lost - symptom_of_myelin*(1 - cord_myelin))
    store_ug = liver_ug + tissue_ug
    shed_ug_per_day = tissue_loss_per_day*tissue_ug
    sam_sah_ratio = sam_nmol_l/sah_nmol_l
    sural_relative = sqrt(log(g_ratio)/log(g_ratio_healthy))
    sural_amplitude_uv = legs_whole*sural_amplitude_healthy_uv*(amplitude_left_without_myelin + legs_myelin*(1 - amplitude_left_without_myelin))
    haemoglobin_g_dl = haemoglobin_healthy_g_dl*haemoglobin_relative
    sural_velocity_m_s = sural_relative*sural_velocity_healthy_m_s*(-diabetes*diabetic_slowing + 1)
    tibial_response_ms = tibial_response_healthy_ms*(tibial_nerve_share/sural_relative + (1 - tibial_nerve_share)/cord_relative)
    urine_ug_per_day = filtered_cn_per_day*free_cn_ug + filtered_oh_per_day*free_oh_ug
    stool_ug_per_day = bile_ug_per_day*(1 - reabsorbed_share)
    row[28] = total_b12_pmol_l
    row[29] = active_b12_pmol_l
    row[30] = sah_nmol_l
    row[31] = sam_sah_ratio
    row[32] = haemoglobin_g_dl
    row[33] = reticulocytes_percent
    row[34] = g_ratio
    row[35] = sural_relative
    row[36] = sural_velocity_m_s
    row[37] = sural_amplitude_uv
    row[38] = median_velocity_m_s
    row[39] = arms_symptoms_0_10
    row[40] = cord_relative
    row[41] = tibial_response_ms
    row[42] = cord_deficit_0_10
    row[43] = store_ug
    row[44] = urine_ug_per_day
    row[45] = stool_ug_per_day
    row[46] = shed_ug_per_day
