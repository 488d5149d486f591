"""What does one step of the model do, and how does it walk through time? For Numba.

Made from cobalamin.ant and driver.py by `python -m cobalamin.simulate.compile`; change those.
Everything is in one file because Numba's cache does not look into others.
"""

# pyright: basic, reportMissingTypeStubs=false, reportIndexIssue=false, reportArgumentType=false
# pyright: reportCallIssue=false, reportReturnType=false
from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import exp, log, sqrt

import numpy as np
from numba import njit, prange

Row = MutableSequence[float]
Orders = tuple  # see driver.py

TOO_SMALL = -1  # the answer of `solve` when no step is small enough
FIRST_STEP = 5e-4  # days; tried after each dose
SMALLEST_STEP = 1e-9  # days
NEAR = 1e-12  # two times closer than this are one


@njit(cache=True, error_model="numpy")
def square(base: float) -> float:
    """The square."""
    return base * base


@njit(cache=True, error_model="numpy")
def power(base: float, exponent: float) -> float:
    """A power; 0 below zero, where only a step that will be refused looks."""
    return base**exponent if base > 0.0 else 0.0


@njit(cache=True, error_model="numpy")
def step(spare: Sequence[Row], constants: Sequence[float], h: float) -> None:
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
    haptocorrin_relative = constants[1]
    absorption_cn_per_day = constants[2]
    absorption_oh_per_day = constants[3]
    sites_capacity_ug = constants[5]
    sites_capture_per_ug_day = constants[6]
    sites_release_per_day = constants[7]
    sites_bile_share = constants[8]
    capture_per_ug_day = constants[11]
    transcobalamin_capacity_ug = constants[12]
    holotc_clearance_per_day = constants[13]
    holohc_clearance_per_day = constants[14]
    holotc_liver_share = constants[15]
    gut_release_per_day = constants[16]
    bile_per_day = constants[17]
    liver_to_tc_per_day = constants[18]
    liver_to_hc_per_day = constants[19]
    liver_half_loading_ug = constants[20]
    tissue_to_tc_per_day = constants[21]
    tissue_loss_per_day = constants[22]
    tissue_replete_ug = constants[23]
    adocbl_slope = constants[24]
    mecbl_slope = constants[25]
    mma_escape = constants[26]
    mma_turnover_per_day = constants[27]
    homocysteine_escape = constants[29]
    homocysteine_turnover_per_day = constants[30]
    dna_half = constants[34]
    marrow_per_day = constants[35]
    ineffective_weight = constants[36]
    reticulocyte_per_day = constants[37]
    red_cell_loss_per_day = constants[38]
    megalocyte_extra_loss = constants[39]
    marrow_reserve = constants[41]
    erythropoietin_exponent = constants[42]
    mcv_healthy_fl = constants[43]
    mcv_rise_fl = constants[44]
    methylation_weight = constants[45]
    quality_half = constants[46]
    remyelination_per_day = constants[47]
    demyelination_per_day = constants[48]
    injury_per_day = constants[49]
    recovery_per_day = constants[50]
    symptom_follow_per_day = constants[56]
    symptom_of_myelin = constants[57]
    symptom_of_injured = constants[58]
    symptom_of_lost = constants[59]
    uptake_cn_per_day = constants[60]
    uptake_oh_per_day = constants[61]
    haptocorrin_ug = constants[62]
    reabsorbed_share = constants[63]
    adocbl_half_power = constants[64]
    mecbl_half_power = constants[65]
    mma_made_nmol_l = constants[66]
    homocysteine_made_umol_l = constants[67]
    recovering_share = constants[68]
    diabetic_injury = constants[69]
    axon_loss_per_day = constants[70]
    absorbed_ug_per_day = constants[71]
    filtered_cn_per_day = constants[72]
    filtered_oh_per_day = constants[73]
    per_h = 1.0 / h
    twice_per_h = 2.0 / h
    # rates at the start
    depot_cn_ug = y0
    free_cn_ug = y1
    depot_oh_ug = y2
    free_oh_ug = y3
    sites_ug = y4
    gut_ug = y5
    holotc_ug = y6
    holohc_ug = y7
    liver_ug = y8
    tissue_ug = y9
    mma_nmol_l = y10
    homocysteine_umol_l = y11
    precursors = y12
    reticulocytes = y13
    red_cells = y14
    mcv_fl = y15
    legs_myelin = y16
    legs_injured = y17
    legs_lost = y18
    symptoms_0_10 = y19
    captured_per_ug_day = capture_per_ug_day*(free_cn_ug + free_oh_ug)
    bound_at_sites_ug_per_day = sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)*(sites_capacity_ug - sites_ug)
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug
    from_sites_ug_per_day = sites_release_per_day*sites_ug*(1 - sites_bile_share)
    liver_to_hc_ug_per_day = haptocorrin_relative*liver_to_hc_per_day*liver_ug/(1 + liver_ug/liver_half_loading_ug)
    replete = tissue_ug/tissue_replete_ug
    haemoglobin_relative = mcv_fl*red_cells/mcv_healthy_fl
    legs_whole = -legs_injured - legs_lost + 1
    symptom_free = exp(-legs_injured*symptom_of_injured - legs_lost*symptom_of_lost - symptom_of_myelin*(1 - legs_myelin))
    capture_per_day = capture_per_ug_day*(haptocorrin_ug - holohc_ug - holotc_ug + transcobalamin_capacity_ug) + sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    taken_up_ug_per_day = free_cn_ug*uptake_cn_per_day + free_oh_ug*uptake_oh_per_day
    adocbl_power = power(replete, adocbl_slope)
    mecbl_power = power(replete, mecbl_slope)
    haemoglobin_power = power(haemoglobin_relative, erythropoietin_exponent)
    adocbl = adocbl_power/(adocbl_half_power + adocbl_power)
    mecbl = mecbl_power/(mecbl_half_power + mecbl_power)
    drive = marrow_reserve/(haemoglobin_power*(marrow_reserve - 1) + 1)
    dna = mecbl*(dna_half + 1)/(dna_half + mecbl)
    upkeep = adocbl*(1 - methylation_weight) + mecbl*methylation_weight
    surviving = dna/(dna + ineffective_weight*square(1 - dna))
    quality = upkeep*(quality_half + 1)/(quality_half + upkeep)
    f0 = -absorption_cn_per_day*depot_cn_ug
    f1 = absorption_cn_per_day*depot_cn_ug - free_cn_ug*(capture_per_day + filtered_cn_per_day + uptake_cn_per_day)
    f2 = -absorption_oh_per_day*depot_oh_ug
    f3 = absorption_oh_per_day*depot_oh_ug - free_oh_ug*(capture_per_day + filtered_oh_per_day + uptake_oh_per_day)
    f4 = bound_at_sites_ug_per_day - sites_release_per_day*sites_ug
    f5 = absorbed_ug_per_day + bile_ug_per_day*reabsorbed_share - gut_release_per_day*gut_ug
    f6 = captured_per_ug_day*(-holotc_ug + transcobalamin_capacity_ug) + gut_release_per_day*gut_ug - holotc_clearance_per_day*holotc_ug + liver_to_tc_per_day*liver_ug + tissue_to_tc_per_day*tissue_ug
    f7 = captured_per_ug_day*(haptocorrin_ug - holohc_ug) - holohc_clearance_per_day*holohc_ug + liver_to_hc_ug_per_day
    f8 = 0.5*from_sites_ug_per_day + holohc_clearance_per_day*holohc_ug + holotc_clearance_per_day*holotc_liver_share*holotc_ug - liver_to_hc_ug_per_day - liver_ug*(bile_per_day + liver_to_tc_per_day) + 0.5*taken_up_ug_per_day
    f9 = 0.5*from_sites_ug_per_day + holotc_clearance_per_day*holotc_ug*(1 - holotc_liver_share) + 0.5*taken_up_ug_per_day - tissue_ug*(tissue_loss_per_day + tissue_to_tc_per_day)
    f10 = mma_turnover_per_day*(mma_made_nmol_l/(adocbl + mma_escape) - mma_nmol_l)
    f11 = homocysteine_turnover_per_day*(homocysteine_made_umol_l/(homocysteine_escape + mecbl) - homocysteine_umol_l)
    f12 = drive*red_cell_loss_per_day*surviving - marrow_per_day*precursors
    f13 = marrow_per_day*precursors - reticulocyte_per_day*reticulocytes
    f14 = -red_cell_loss_per_day*red_cells*(megalocyte_extra_loss*(1 - dna) + 1) + reticulocyte_per_day*reticulocytes
    f15 = reticulocyte_per_day*reticulocytes*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    f16 = -demyelination_per_day*legs_myelin*(1 - quality) + quality*remyelination_per_day*(1 - legs_myelin)
    f17 = -axon_loss_per_day*legs_injured - legs_injured*quality*recovering_share*recovery_per_day + legs_whole*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    f18 = axon_loss_per_day*legs_injured
    f19 = symptom_follow_per_day*(-10*symptom_free - symptoms_0_10 + 10)
    # derivatives of the algebra
    d_captured_per_ug_day_by_free_cn_ug = capture_per_ug_day
    d_captured_per_ug_day_by_free_oh_ug = capture_per_ug_day
    d_bound_at_sites_ug_per_day_by_free_cn_ug = sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    d_bound_at_sites_ug_per_day_by_free_oh_ug = sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    d_bound_at_sites_ug_per_day_by_sites_ug = -sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)
    d_bile_ug_per_day_by_sites_ug = sites_bile_share*sites_release_per_day
    d_bile_ug_per_day_by_liver_ug = bile_per_day
    d_from_sites_ug_per_day_by_sites_ug = sites_release_per_day*(1 - sites_bile_share)
    d_liver_to_hc_ug_per_day_by_liver_ug = haptocorrin_relative*liver_to_hc_per_day/(1 + liver_ug/liver_half_loading_ug) - liver_to_hc_ug_per_day/(liver_half_loading_ug*(1 + liver_ug/liver_half_loading_ug))
    d_replete_by_tissue_ug = 1/tissue_replete_ug
    d_haemoglobin_relative_by_red_cells = mcv_fl/mcv_healthy_fl
    d_haemoglobin_relative_by_mcv_fl = red_cells/mcv_healthy_fl
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
    d_haemoglobin_power_by_red_cells = d_haemoglobin_relative_by_red_cells*erythropoietin_exponent*haemoglobin_power/haemoglobin_relative
    d_haemoglobin_power_by_mcv_fl = d_haemoglobin_relative_by_mcv_fl*erythropoietin_exponent*haemoglobin_power/haemoglobin_relative
    d_adocbl_by_tissue_ug = d_adocbl_power_by_tissue_ug*(-adocbl/(adocbl_half_power + adocbl_power) + 1/(adocbl_half_power + adocbl_power))
    d_mecbl_by_tissue_ug = d_mecbl_power_by_tissue_ug*(-mecbl/(mecbl_half_power + mecbl_power) + 1/(mecbl_half_power + mecbl_power))
    d_drive_by_red_cells = d_haemoglobin_power_by_red_cells*drive*(1 - marrow_reserve)/(haemoglobin_power*(marrow_reserve - 1) + 1)
    d_drive_by_mcv_fl = d_haemoglobin_power_by_mcv_fl*drive*(1 - marrow_reserve)/(haemoglobin_power*(marrow_reserve - 1) + 1)
    d_dna_by_tissue_ug = d_mecbl_by_tissue_ug*(-dna/(dna_half + mecbl) + (dna_half + 1)/(dna_half + mecbl))
    d_upkeep_by_tissue_ug = d_adocbl_by_tissue_ug*(1 - methylation_weight) + d_mecbl_by_tissue_ug*methylation_weight
    d_surviving_by_tissue_ug = d_dna_by_tissue_ug*(surviving*(-ineffective_weight*(2*dna - 2) - 1)/(dna + ineffective_weight*square(1 - dna)) + 1/(dna + ineffective_weight*square(1 - dna)))
    d_quality_by_tissue_ug = d_upkeep_by_tissue_ug*(-quality/(quality_half + upkeep) + (quality_half + 1)/(quality_half + upkeep))
    # derivatives of the rates: 67 are not zero
    j_0_0 = -absorption_cn_per_day
    j_1_0 = absorption_cn_per_day
    j_1_1 = -capture_per_day - filtered_cn_per_day - uptake_cn_per_day
    j_1_4 = -d_capture_per_day_by_sites_ug*free_cn_ug
    j_1_6 = -d_capture_per_day_by_holotc_ug*free_cn_ug
    j_1_7 = -d_capture_per_day_by_holohc_ug*free_cn_ug
    j_2_2 = -absorption_oh_per_day
    j_3_2 = absorption_oh_per_day
    j_3_3 = -capture_per_day - filtered_oh_per_day - uptake_oh_per_day
    j_3_4 = -d_capture_per_day_by_sites_ug*free_oh_ug
    j_3_6 = -d_capture_per_day_by_holotc_ug*free_oh_ug
    j_3_7 = -d_capture_per_day_by_holohc_ug*free_oh_ug
    j_4_1 = d_bound_at_sites_ug_per_day_by_free_cn_ug
    j_4_3 = d_bound_at_sites_ug_per_day_by_free_oh_ug
    j_4_4 = d_bound_at_sites_ug_per_day_by_sites_ug - sites_release_per_day
    j_5_4 = d_bile_ug_per_day_by_sites_ug*reabsorbed_share
    j_5_5 = -gut_release_per_day
    j_5_8 = d_bile_ug_per_day_by_liver_ug*reabsorbed_share
    j_6_1 = d_captured_per_ug_day_by_free_cn_ug*(-holotc_ug + transcobalamin_capacity_ug)
    j_6_3 = d_captured_per_ug_day_by_free_oh_ug*(-holotc_ug + transcobalamin_capacity_ug)
    j_6_5 = gut_release_per_day
    j_6_6 = -captured_per_ug_day - holotc_clearance_per_day
    j_6_8 = liver_to_tc_per_day
    j_6_9 = tissue_to_tc_per_day
    j_7_1 = d_captured_per_ug_day_by_free_cn_ug*(haptocorrin_ug - holohc_ug)
    j_7_3 = d_captured_per_ug_day_by_free_oh_ug*(haptocorrin_ug - holohc_ug)
    j_7_7 = -captured_per_ug_day - holohc_clearance_per_day
    j_7_8 = d_liver_to_hc_ug_per_day_by_liver_ug
    j_8_1 = 0.5*d_taken_up_ug_per_day_by_free_cn_ug
    j_8_3 = 0.5*d_taken_up_ug_per_day_by_free_oh_ug
    j_8_4 = 0.5*d_from_sites_ug_per_day_by_sites_ug
    j_8_6 = holotc_clearance_per_day*holotc_liver_share
    j_8_7 = holohc_clearance_per_day
    j_8_8 = -bile_per_day - d_liver_to_hc_ug_per_day_by_liver_ug - liver_to_tc_per_day
    j_9_1 = 0.5*d_taken_up_ug_per_day_by_free_cn_ug
    j_9_3 = 0.5*d_taken_up_ug_per_day_by_free_oh_ug
    j_9_4 = 0.5*d_from_sites_ug_per_day_by_sites_ug
    j_9_6 = holotc_clearance_per_day*(1 - holotc_liver_share)
    j_9_9 = -tissue_loss_per_day - tissue_to_tc_per_day
    j_10_9 = -d_adocbl_by_tissue_ug*mma_made_nmol_l*mma_turnover_per_day/square(adocbl + mma_escape)
    j_10_10 = -mma_turnover_per_day
    j_11_9 = -d_mecbl_by_tissue_ug*homocysteine_made_umol_l*homocysteine_turnover_per_day/square(homocysteine_escape + mecbl)
    j_11_11 = -homocysteine_turnover_per_day
    j_12_9 = d_surviving_by_tissue_ug*drive*red_cell_loss_per_day
    j_12_12 = -marrow_per_day
    j_12_14 = d_drive_by_red_cells*red_cell_loss_per_day*surviving
    j_12_15 = d_drive_by_mcv_fl*red_cell_loss_per_day*surviving
    j_13_12 = marrow_per_day
    j_13_13 = -reticulocyte_per_day
    j_14_9 = d_dna_by_tissue_ug*megalocyte_extra_loss*red_cell_loss_per_day*red_cells
    j_14_13 = reticulocyte_per_day
    j_14_14 = -red_cell_loss_per_day*(megalocyte_extra_loss*(1 - dna) + 1)
    j_15_9 = -d_dna_by_tissue_ug*mcv_rise_fl*reticulocyte_per_day*reticulocytes/red_cells
    j_15_13 = reticulocyte_per_day*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    j_15_14 = -reticulocyte_per_day*reticulocytes*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/square(red_cells)
    j_15_15 = -reticulocyte_per_day*reticulocytes/red_cells
    j_16_9 = d_quality_by_tissue_ug*(demyelination_per_day*legs_myelin + remyelination_per_day*(1 - legs_myelin))
    j_16_16 = -demyelination_per_day*(1 - quality) - quality*remyelination_per_day
    j_17_9 = -d_quality_by_tissue_ug*legs_injured*recovering_share*recovery_per_day
    j_17_16 = injury_per_day*legs_whole*(2*legs_myelin - 2)
    j_17_17 = -axon_loss_per_day + d_legs_whole_by_legs_injured*(diabetic_injury + injury_per_day*square(1 - legs_myelin)) - quality*recovering_share*recovery_per_day
    j_17_18 = d_legs_whole_by_legs_lost*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    j_18_17 = axon_loss_per_day
    j_19_16 = -10*d_symptom_free_by_legs_myelin*symptom_follow_per_day
    j_19_17 = -10*d_symptom_free_by_legs_injured*symptom_follow_per_day
    j_19_18 = -10*d_symptom_free_by_legs_lost*symptom_follow_per_day
    j_19_19 = -symptom_follow_per_day
    # factors of 2/h - J: 7 more places filled
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
    w_18_18 = twice_per_h
    w_19_19 = twice_per_h - j_19_19
    w_1_0 = -j_1_0
    w_1_4 = -j_1_4
    w_1_6 = -j_1_6
    w_1_7 = -j_1_7
    w_3_2 = -j_3_2
    w_3_4 = -j_3_4
    w_3_6 = -j_3_6
    w_3_7 = -j_3_7
    w_4_1 = -j_4_1
    w_4_3 = -j_4_3
    w_5_4 = -j_5_4
    w_5_8 = -j_5_8
    w_6_1 = -j_6_1
    w_6_3 = -j_6_3
    w_6_5 = -j_6_5
    w_6_8 = -j_6_8
    w_6_9 = -j_6_9
    w_7_1 = -j_7_1
    w_7_3 = -j_7_3
    w_7_8 = -j_7_8
    w_8_1 = -j_8_1
    w_8_3 = -j_8_3
    w_8_4 = -j_8_4
    w_8_6 = -j_8_6
    w_8_7 = -j_8_7
    w_9_1 = -j_9_1
    w_9_3 = -j_9_3
    w_9_4 = -j_9_4
    w_9_6 = -j_9_6
    w_10_9 = -j_10_9
    w_11_9 = -j_11_9
    w_12_9 = -j_12_9
    w_12_14 = -j_12_14
    w_12_15 = -j_12_15
    w_13_12 = -j_13_12
    w_14_9 = -j_14_9
    w_14_13 = -j_14_13
    w_15_9 = -j_15_9
    w_15_13 = -j_15_13
    w_15_14 = -j_15_14
    w_16_9 = -j_16_9
    w_17_9 = -j_17_9
    w_17_16 = -j_17_16
    w_17_18 = -j_17_18
    w_18_17 = -j_18_17
    w_19_16 = -j_19_16
    w_19_17 = -j_19_17
    w_19_18 = -j_19_18
    v_0 = 1.0 / w_0_0
    w_1_0 = w_1_0 * v_0
    v_2 = 1.0 / w_2_2
    w_3_2 = w_3_2 * v_2
    v_10 = 1.0 / w_10_10
    v_11 = 1.0 / w_11_11
    v_19 = 1.0 / w_19_19
    v_16 = 1.0 / w_16_16
    w_17_16 = w_17_16 * v_16
    w_17_9 = w_17_9 - w_17_16 * w_16_9
    v_18 = 1.0 / w_18_18
    w_17_18 = w_17_18 * v_18
    w_17_17 = w_17_17 - w_17_18 * w_18_17
    v_17 = 1.0 / w_17_17
    v_5 = 1.0 / w_5_5
    w_6_5 = w_6_5 * v_5
    w_6_4 = - w_6_5 * w_5_4
    w_6_8 = w_6_8 - w_6_5 * w_5_8
    v_13 = 1.0 / w_13_13
    w_14_13 = w_14_13 * v_13
    w_14_12 = - w_14_13 * w_13_12
    w_15_13 = w_15_13 * v_13
    w_15_12 = - w_15_13 * w_13_12
    v_15 = 1.0 / w_15_15
    w_12_15 = w_12_15 * v_15
    w_12_9 = w_12_9 - w_12_15 * w_15_9
    w_12_12 = w_12_12 - w_12_15 * w_15_12
    w_12_14 = w_12_14 - w_12_15 * w_15_14
    v_12 = 1.0 / w_12_12
    w_14_12 = w_14_12 * v_12
    w_14_9 = w_14_9 - w_14_12 * w_12_9
    w_14_14 = w_14_14 - w_14_12 * w_12_14
    v_14 = 1.0 / w_14_14
    v_9 = 1.0 / w_9_9
    w_6_9 = w_6_9 * v_9
    w_6_1 = w_6_1 - w_6_9 * w_9_1
    w_6_3 = w_6_3 - w_6_9 * w_9_3
    w_6_4 = w_6_4 - w_6_9 * w_9_4
    w_6_6 = w_6_6 - w_6_9 * w_9_6
    v_4 = 1.0 / w_4_4
    w_1_4 = w_1_4 * v_4
    w_1_1 = w_1_1 - w_1_4 * w_4_1
    w_1_3 = - w_1_4 * w_4_3
    w_3_4 = w_3_4 * v_4
    w_3_1 = - w_3_4 * w_4_1
    w_3_3 = w_3_3 - w_3_4 * w_4_3
    w_6_4 = w_6_4 * v_4
    w_6_1 = w_6_1 - w_6_4 * w_4_1
    w_6_3 = w_6_3 - w_6_4 * w_4_3
    w_8_4 = w_8_4 * v_4
    w_8_1 = w_8_1 - w_8_4 * w_4_1
    w_8_3 = w_8_3 - w_8_4 * w_4_3
    v_8 = 1.0 / w_8_8
    w_6_8 = w_6_8 * v_8
    w_6_1 = w_6_1 - w_6_8 * w_8_1
    w_6_3 = w_6_3 - w_6_8 * w_8_3
    w_6_6 = w_6_6 - w_6_8 * w_8_6
    w_6_7 = - w_6_8 * w_8_7
    w_7_8 = w_7_8 * v_8
    w_7_1 = w_7_1 - w_7_8 * w_8_1
    w_7_3 = w_7_3 - w_7_8 * w_8_3
    w_7_6 = - w_7_8 * w_8_6
    w_7_7 = w_7_7 - w_7_8 * w_8_7
    v_1 = 1.0 / w_1_1
    w_3_1 = w_3_1 * v_1
    w_3_3 = w_3_3 - w_3_1 * w_1_3
    w_3_6 = w_3_6 - w_3_1 * w_1_6
    w_3_7 = w_3_7 - w_3_1 * w_1_7
    w_6_1 = w_6_1 * v_1
    w_6_3 = w_6_3 - w_6_1 * w_1_3
    w_6_6 = w_6_6 - w_6_1 * w_1_6
    w_6_7 = w_6_7 - w_6_1 * w_1_7
    w_7_1 = w_7_1 * v_1
    w_7_3 = w_7_3 - w_7_1 * w_1_3
    w_7_6 = w_7_6 - w_7_1 * w_1_6
    w_7_7 = w_7_7 - w_7_1 * w_1_7
    v_3 = 1.0 / w_3_3
    w_6_3 = w_6_3 * v_3
    w_6_6 = w_6_6 - w_6_3 * w_3_6
    w_6_7 = w_6_7 - w_6_3 * w_3_7
    w_7_3 = w_7_3 * v_3
    w_7_6 = w_7_6 - w_7_3 * w_3_6
    w_7_7 = w_7_7 - w_7_3 * w_3_7
    v_6 = 1.0 / w_6_6
    w_7_6 = w_7_6 * v_6
    w_7_7 = w_7_7 - w_7_6 * w_6_7
    v_7 = 1.0 / w_7_7
    # first stage
    a0 = f0
    a2 = f2
    a10 = f10
    a11 = f11
    a19 = f19
    a16 = f16
    a18 = f18
    a17 = f17 - w_17_16 * a16 - w_17_18 * a18
    a5 = f5
    a13 = f13
    a15 = f15 - w_15_13 * a13
    a12 = f12 - w_12_15 * a15
    a14 = f14 - w_14_13 * a13 - w_14_12 * a12
    a9 = f9
    a4 = f4
    a8 = f8 - w_8_4 * a4
    a1 = f1 - w_1_0 * a0 - w_1_4 * a4
    a3 = f3 - w_3_2 * a2 - w_3_4 * a4 - w_3_1 * a1
    a6 = f6 - w_6_5 * a5 - w_6_9 * a9 - w_6_4 * a4 - w_6_8 * a8 - w_6_1 * a1 - w_6_3 * a3
    a7 = f7 - w_7_8 * a8 - w_7_1 * a1 - w_7_3 * a3 - w_7_6 * a6
    a7 = a7 * v_7
    a6 = (a6 - w_6_7 * a7) * v_6
    a3 = (a3 - w_3_6 * a6 - w_3_7 * a7) * v_3
    a1 = (a1 - w_1_3 * a3 - w_1_6 * a6 - w_1_7 * a7) * v_1
    a8 = (a8 - w_8_1 * a1 - w_8_3 * a3 - w_8_6 * a6 - w_8_7 * a7) * v_8
    a4 = (a4 - w_4_1 * a1 - w_4_3 * a3) * v_4
    a9 = (a9 - w_9_1 * a1 - w_9_3 * a3 - w_9_4 * a4 - w_9_6 * a6) * v_9
    a14 = (a14 - w_14_9 * a9) * v_14
    a12 = (a12 - w_12_9 * a9 - w_12_14 * a14) * v_12
    a15 = (a15 - w_15_9 * a9 - w_15_12 * a12 - w_15_14 * a14) * v_15
    a13 = (a13 - w_13_12 * a12) * v_13
    a5 = (a5 - w_5_4 * a4 - w_5_8 * a8) * v_5
    a17 = (a17 - w_17_9 * a9) * v_17
    a18 = (a18 - w_18_17 * a17) * v_18
    a16 = (a16 - w_16_9 * a9) * v_16
    a19 = (a19 - w_19_16 * a16 - w_19_17 * a17 - w_19_18 * a18) * v_19
    a11 = (a11 - w_11_9 * a9) * v_11
    a10 = (a10 - w_10_9 * a9) * v_10
    a2 = a2 * v_2
    a0 = a0 * v_0
    # second stage
    b0 = f0 + 4.0 * per_h * a0
    b2 = f2 + 4.0 * per_h * a2
    b10 = f10 + 4.0 * per_h * a10
    b11 = f11 + 4.0 * per_h * a11
    b19 = f19 + 4.0 * per_h * a19
    b16 = f16 + 4.0 * per_h * a16
    b18 = f18 + 4.0 * per_h * a18
    b17 = f17 + 4.0 * per_h * a17 - w_17_16 * b16 - w_17_18 * b18
    b5 = f5 + 4.0 * per_h * a5
    b13 = f13 + 4.0 * per_h * a13
    b15 = f15 + 4.0 * per_h * a15 - w_15_13 * b13
    b12 = f12 + 4.0 * per_h * a12 - w_12_15 * b15
    b14 = f14 + 4.0 * per_h * a14 - w_14_13 * b13 - w_14_12 * b12
    b9 = f9 + 4.0 * per_h * a9
    b4 = f4 + 4.0 * per_h * a4
    b8 = f8 + 4.0 * per_h * a8 - w_8_4 * b4
    b1 = f1 + 4.0 * per_h * a1 - w_1_0 * b0 - w_1_4 * b4
    b3 = f3 + 4.0 * per_h * a3 - w_3_2 * b2 - w_3_4 * b4 - w_3_1 * b1
    b6 = f6 + 4.0 * per_h * a6 - w_6_5 * b5 - w_6_9 * b9 - w_6_4 * b4 - w_6_8 * b8 - w_6_1 * b1 - w_6_3 * b3
    b7 = f7 + 4.0 * per_h * a7 - w_7_8 * b8 - w_7_1 * b1 - w_7_3 * b3 - w_7_6 * b6
    b7 = b7 * v_7
    b6 = (b6 - w_6_7 * b7) * v_6
    b3 = (b3 - w_3_6 * b6 - w_3_7 * b7) * v_3
    b1 = (b1 - w_1_3 * b3 - w_1_6 * b6 - w_1_7 * b7) * v_1
    b8 = (b8 - w_8_1 * b1 - w_8_3 * b3 - w_8_6 * b6 - w_8_7 * b7) * v_8
    b4 = (b4 - w_4_1 * b1 - w_4_3 * b3) * v_4
    b9 = (b9 - w_9_1 * b1 - w_9_3 * b3 - w_9_4 * b4 - w_9_6 * b6) * v_9
    b14 = (b14 - w_14_9 * b9) * v_14
    b12 = (b12 - w_12_9 * b9 - w_12_14 * b14) * v_12
    b15 = (b15 - w_15_9 * b9 - w_15_12 * b12 - w_15_14 * b14) * v_15
    b13 = (b13 - w_13_12 * b12) * v_13
    b5 = (b5 - w_5_4 * b4 - w_5_8 * b8) * v_5
    b17 = (b17 - w_17_9 * b9) * v_17
    b18 = (b18 - w_18_17 * b17) * v_18
    b16 = (b16 - w_16_9 * b9) * v_16
    b19 = (b19 - w_19_16 * b16 - w_19_17 * b17 - w_19_18 * b18) * v_19
    b11 = (b11 - w_11_9 * b9) * v_11
    b10 = (b10 - w_10_9 * b9) * v_10
    b2 = b2 * v_2
    b0 = b0 * v_0
    # third stage
    depot_cn_ug = y0 + 2.0 * a0
    free_cn_ug = y1 + 2.0 * a1
    depot_oh_ug = y2 + 2.0 * a2
    free_oh_ug = y3 + 2.0 * a3
    sites_ug = y4 + 2.0 * a4
    gut_ug = y5 + 2.0 * a5
    holotc_ug = y6 + 2.0 * a6
    holohc_ug = y7 + 2.0 * a7
    liver_ug = y8 + 2.0 * a8
    tissue_ug = y9 + 2.0 * a9
    mma_nmol_l = y10 + 2.0 * a10
    homocysteine_umol_l = y11 + 2.0 * a11
    precursors = y12 + 2.0 * a12
    reticulocytes = y13 + 2.0 * a13
    red_cells = y14 + 2.0 * a14
    mcv_fl = y15 + 2.0 * a15
    legs_myelin = y16 + 2.0 * a16
    legs_injured = y17 + 2.0 * a17
    legs_lost = y18 + 2.0 * a18
    symptoms_0_10 = y19 + 2.0 * a19
    captured_per_ug_day = capture_per_ug_day*(free_cn_ug + free_oh_ug)
    bound_at_sites_ug_per_day = sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)*(sites_capacity_ug - sites_ug)
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug
    from_sites_ug_per_day = sites_release_per_day*sites_ug*(1 - sites_bile_share)
    liver_to_hc_ug_per_day = haptocorrin_relative*liver_to_hc_per_day*liver_ug/(1 + liver_ug/liver_half_loading_ug)
    replete = tissue_ug/tissue_replete_ug
    haemoglobin_relative = mcv_fl*red_cells/mcv_healthy_fl
    legs_whole = -legs_injured - legs_lost + 1
    symptom_free = exp(-legs_injured*symptom_of_injured - legs_lost*symptom_of_lost - symptom_of_myelin*(1 - legs_myelin))
    capture_per_day = capture_per_ug_day*(haptocorrin_ug - holohc_ug - holotc_ug + transcobalamin_capacity_ug) + sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    taken_up_ug_per_day = free_cn_ug*uptake_cn_per_day + free_oh_ug*uptake_oh_per_day
    adocbl_power = power(replete, adocbl_slope)
    mecbl_power = power(replete, mecbl_slope)
    haemoglobin_power = power(haemoglobin_relative, erythropoietin_exponent)
    adocbl = adocbl_power/(adocbl_half_power + adocbl_power)
    mecbl = mecbl_power/(mecbl_half_power + mecbl_power)
    drive = marrow_reserve/(haemoglobin_power*(marrow_reserve - 1) + 1)
    dna = mecbl*(dna_half + 1)/(dna_half + mecbl)
    upkeep = adocbl*(1 - methylation_weight) + mecbl*methylation_weight
    surviving = dna/(dna + ineffective_weight*square(1 - dna))
    quality = upkeep*(quality_half + 1)/(quality_half + upkeep)
    g0 = -absorption_cn_per_day*depot_cn_ug
    g1 = absorption_cn_per_day*depot_cn_ug - free_cn_ug*(capture_per_day + filtered_cn_per_day + uptake_cn_per_day)
    g2 = -absorption_oh_per_day*depot_oh_ug
    g3 = absorption_oh_per_day*depot_oh_ug - free_oh_ug*(capture_per_day + filtered_oh_per_day + uptake_oh_per_day)
    g4 = bound_at_sites_ug_per_day - sites_release_per_day*sites_ug
    g5 = absorbed_ug_per_day + bile_ug_per_day*reabsorbed_share - gut_release_per_day*gut_ug
    g6 = captured_per_ug_day*(-holotc_ug + transcobalamin_capacity_ug) + gut_release_per_day*gut_ug - holotc_clearance_per_day*holotc_ug + liver_to_tc_per_day*liver_ug + tissue_to_tc_per_day*tissue_ug
    g7 = captured_per_ug_day*(haptocorrin_ug - holohc_ug) - holohc_clearance_per_day*holohc_ug + liver_to_hc_ug_per_day
    g8 = 0.5*from_sites_ug_per_day + holohc_clearance_per_day*holohc_ug + holotc_clearance_per_day*holotc_liver_share*holotc_ug - liver_to_hc_ug_per_day - liver_ug*(bile_per_day + liver_to_tc_per_day) + 0.5*taken_up_ug_per_day
    g9 = 0.5*from_sites_ug_per_day + holotc_clearance_per_day*holotc_ug*(1 - holotc_liver_share) + 0.5*taken_up_ug_per_day - tissue_ug*(tissue_loss_per_day + tissue_to_tc_per_day)
    g10 = mma_turnover_per_day*(mma_made_nmol_l/(adocbl + mma_escape) - mma_nmol_l)
    g11 = homocysteine_turnover_per_day*(homocysteine_made_umol_l/(homocysteine_escape + mecbl) - homocysteine_umol_l)
    g12 = drive*red_cell_loss_per_day*surviving - marrow_per_day*precursors
    g13 = marrow_per_day*precursors - reticulocyte_per_day*reticulocytes
    g14 = -red_cell_loss_per_day*red_cells*(megalocyte_extra_loss*(1 - dna) + 1) + reticulocyte_per_day*reticulocytes
    g15 = reticulocyte_per_day*reticulocytes*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    g16 = -demyelination_per_day*legs_myelin*(1 - quality) + quality*remyelination_per_day*(1 - legs_myelin)
    g17 = -axon_loss_per_day*legs_injured - legs_injured*quality*recovering_share*recovery_per_day + legs_whole*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    g18 = axon_loss_per_day*legs_injured
    g19 = symptom_follow_per_day*(-10*symptom_free - symptoms_0_10 + 10)
    c0 = g0 + per_h * (a0 - b0)
    c2 = g2 + per_h * (a2 - b2)
    c10 = g10 + per_h * (a10 - b10)
    c11 = g11 + per_h * (a11 - b11)
    c19 = g19 + per_h * (a19 - b19)
    c16 = g16 + per_h * (a16 - b16)
    c18 = g18 + per_h * (a18 - b18)
    c17 = g17 + per_h * (a17 - b17) - w_17_16 * c16 - w_17_18 * c18
    c5 = g5 + per_h * (a5 - b5)
    c13 = g13 + per_h * (a13 - b13)
    c15 = g15 + per_h * (a15 - b15) - w_15_13 * c13
    c12 = g12 + per_h * (a12 - b12) - w_12_15 * c15
    c14 = g14 + per_h * (a14 - b14) - w_14_13 * c13 - w_14_12 * c12
    c9 = g9 + per_h * (a9 - b9)
    c4 = g4 + per_h * (a4 - b4)
    c8 = g8 + per_h * (a8 - b8) - w_8_4 * c4
    c1 = g1 + per_h * (a1 - b1) - w_1_0 * c0 - w_1_4 * c4
    c3 = g3 + per_h * (a3 - b3) - w_3_2 * c2 - w_3_4 * c4 - w_3_1 * c1
    c6 = g6 + per_h * (a6 - b6) - w_6_5 * c5 - w_6_9 * c9 - w_6_4 * c4 - w_6_8 * c8 - w_6_1 * c1 - w_6_3 * c3
    c7 = g7 + per_h * (a7 - b7) - w_7_8 * c8 - w_7_1 * c1 - w_7_3 * c3 - w_7_6 * c6
    c7 = c7 * v_7
    c6 = (c6 - w_6_7 * c7) * v_6
    c3 = (c3 - w_3_6 * c6 - w_3_7 * c7) * v_3
    c1 = (c1 - w_1_3 * c3 - w_1_6 * c6 - w_1_7 * c7) * v_1
    c8 = (c8 - w_8_1 * c1 - w_8_3 * c3 - w_8_6 * c6 - w_8_7 * c7) * v_8
    c4 = (c4 - w_4_1 * c1 - w_4_3 * c3) * v_4
    c9 = (c9 - w_9_1 * c1 - w_9_3 * c3 - w_9_4 * c4 - w_9_6 * c6) * v_9
    c14 = (c14 - w_14_9 * c9) * v_14
    c12 = (c12 - w_12_9 * c9 - w_12_14 * c14) * v_12
    c15 = (c15 - w_15_9 * c9 - w_15_12 * c12 - w_15_14 * c14) * v_15
    c13 = (c13 - w_13_12 * c12) * v_13
    c5 = (c5 - w_5_4 * c4 - w_5_8 * c8) * v_5
    c17 = (c17 - w_17_9 * c9) * v_17
    c18 = (c18 - w_18_17 * c17) * v_18
    c16 = (c16 - w_16_9 * c9) * v_16
    c19 = (c19 - w_19_16 * c16 - w_19_17 * c17 - w_19_18 * c18) * v_19
    c11 = (c11 - w_11_9 * c9) * v_11
    c10 = (c10 - w_10_9 * c9) * v_10
    c2 = c2 * v_2
    c0 = c0 * v_0
    # fourth stage; its increment is also the error
    depot_cn_ug = y0 + 2.0 * a0 + c0
    free_cn_ug = y1 + 2.0 * a1 + c1
    depot_oh_ug = y2 + 2.0 * a2 + c2
    free_oh_ug = y3 + 2.0 * a3 + c3
    sites_ug = y4 + 2.0 * a4 + c4
    gut_ug = y5 + 2.0 * a5 + c5
    holotc_ug = y6 + 2.0 * a6 + c6
    holohc_ug = y7 + 2.0 * a7 + c7
    liver_ug = y8 + 2.0 * a8 + c8
    tissue_ug = y9 + 2.0 * a9 + c9
    mma_nmol_l = y10 + 2.0 * a10 + c10
    homocysteine_umol_l = y11 + 2.0 * a11 + c11
    precursors = y12 + 2.0 * a12 + c12
    reticulocytes = y13 + 2.0 * a13 + c13
    red_cells = y14 + 2.0 * a14 + c14
    mcv_fl = y15 + 2.0 * a15 + c15
    legs_myelin = y16 + 2.0 * a16 + c16
    legs_injured = y17 + 2.0 * a17 + c17
    legs_lost = y18 + 2.0 * a18 + c18
    symptoms_0_10 = y19 + 2.0 * a19 + c19
    captured_per_ug_day = capture_per_ug_day*(free_cn_ug + free_oh_ug)
    bound_at_sites_ug_per_day = sites_capture_per_ug_day*(free_cn_ug + free_oh_ug)*(sites_capacity_ug - sites_ug)
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug
    from_sites_ug_per_day = sites_release_per_day*sites_ug*(1 - sites_bile_share)
    liver_to_hc_ug_per_day = haptocorrin_relative*liver_to_hc_per_day*liver_ug/(1 + liver_ug/liver_half_loading_ug)
    replete = tissue_ug/tissue_replete_ug
    haemoglobin_relative = mcv_fl*red_cells/mcv_healthy_fl
    legs_whole = -legs_injured - legs_lost + 1
    symptom_free = exp(-legs_injured*symptom_of_injured - legs_lost*symptom_of_lost - symptom_of_myelin*(1 - legs_myelin))
    capture_per_day = capture_per_ug_day*(haptocorrin_ug - holohc_ug - holotc_ug + transcobalamin_capacity_ug) + sites_capture_per_ug_day*(sites_capacity_ug - sites_ug)
    taken_up_ug_per_day = free_cn_ug*uptake_cn_per_day + free_oh_ug*uptake_oh_per_day
    adocbl_power = power(replete, adocbl_slope)
    mecbl_power = power(replete, mecbl_slope)
    haemoglobin_power = power(haemoglobin_relative, erythropoietin_exponent)
    adocbl = adocbl_power/(adocbl_half_power + adocbl_power)
    mecbl = mecbl_power/(mecbl_half_power + mecbl_power)
    drive = marrow_reserve/(haemoglobin_power*(marrow_reserve - 1) + 1)
    dna = mecbl*(dna_half + 1)/(dna_half + mecbl)
    upkeep = adocbl*(1 - methylation_weight) + mecbl*methylation_weight
    surviving = dna/(dna + ineffective_weight*square(1 - dna))
    quality = upkeep*(quality_half + 1)/(quality_half + upkeep)
    g0 = -absorption_cn_per_day*depot_cn_ug
    g1 = absorption_cn_per_day*depot_cn_ug - free_cn_ug*(capture_per_day + filtered_cn_per_day + uptake_cn_per_day)
    g2 = -absorption_oh_per_day*depot_oh_ug
    g3 = absorption_oh_per_day*depot_oh_ug - free_oh_ug*(capture_per_day + filtered_oh_per_day + uptake_oh_per_day)
    g4 = bound_at_sites_ug_per_day - sites_release_per_day*sites_ug
    g5 = absorbed_ug_per_day + bile_ug_per_day*reabsorbed_share - gut_release_per_day*gut_ug
    g6 = captured_per_ug_day*(-holotc_ug + transcobalamin_capacity_ug) + gut_release_per_day*gut_ug - holotc_clearance_per_day*holotc_ug + liver_to_tc_per_day*liver_ug + tissue_to_tc_per_day*tissue_ug
    g7 = captured_per_ug_day*(haptocorrin_ug - holohc_ug) - holohc_clearance_per_day*holohc_ug + liver_to_hc_ug_per_day
    g8 = 0.5*from_sites_ug_per_day + holohc_clearance_per_day*holohc_ug + holotc_clearance_per_day*holotc_liver_share*holotc_ug - liver_to_hc_ug_per_day - liver_ug*(bile_per_day + liver_to_tc_per_day) + 0.5*taken_up_ug_per_day
    g9 = 0.5*from_sites_ug_per_day + holotc_clearance_per_day*holotc_ug*(1 - holotc_liver_share) + 0.5*taken_up_ug_per_day - tissue_ug*(tissue_loss_per_day + tissue_to_tc_per_day)
    g10 = mma_turnover_per_day*(mma_made_nmol_l/(adocbl + mma_escape) - mma_nmol_l)
    g11 = homocysteine_turnover_per_day*(homocysteine_made_umol_l/(homocysteine_escape + mecbl) - homocysteine_umol_l)
    g12 = drive*red_cell_loss_per_day*surviving - marrow_per_day*precursors
    g13 = marrow_per_day*precursors - reticulocyte_per_day*reticulocytes
    g14 = -red_cell_loss_per_day*red_cells*(megalocyte_extra_loss*(1 - dna) + 1) + reticulocyte_per_day*reticulocytes
    g15 = reticulocyte_per_day*reticulocytes*(-mcv_fl + mcv_healthy_fl + mcv_rise_fl*(1 - dna))/red_cells
    g16 = -demyelination_per_day*legs_myelin*(1 - quality) + quality*remyelination_per_day*(1 - legs_myelin)
    g17 = -axon_loss_per_day*legs_injured - legs_injured*quality*recovering_share*recovery_per_day + legs_whole*(diabetic_injury + injury_per_day*square(1 - legs_myelin))
    g18 = axon_loss_per_day*legs_injured
    g19 = symptom_follow_per_day*(-10*symptom_free - symptoms_0_10 + 10)
    e0 = g0 + per_h * (a0 - b0 - 2.6666666666666665 * c0)
    e2 = g2 + per_h * (a2 - b2 - 2.6666666666666665 * c2)
    e10 = g10 + per_h * (a10 - b10 - 2.6666666666666665 * c10)
    e11 = g11 + per_h * (a11 - b11 - 2.6666666666666665 * c11)
    e19 = g19 + per_h * (a19 - b19 - 2.6666666666666665 * c19)
    e16 = g16 + per_h * (a16 - b16 - 2.6666666666666665 * c16)
    e18 = g18 + per_h * (a18 - b18 - 2.6666666666666665 * c18)
    e17 = g17 + per_h * (a17 - b17 - 2.6666666666666665 * c17) - w_17_16 * e16 - w_17_18 * e18
    e5 = g5 + per_h * (a5 - b5 - 2.6666666666666665 * c5)
    e13 = g13 + per_h * (a13 - b13 - 2.6666666666666665 * c13)
    e15 = g15 + per_h * (a15 - b15 - 2.6666666666666665 * c15) - w_15_13 * e13
    e12 = g12 + per_h * (a12 - b12 - 2.6666666666666665 * c12) - w_12_15 * e15
    e14 = g14 + per_h * (a14 - b14 - 2.6666666666666665 * c14) - w_14_13 * e13 - w_14_12 * e12
    e9 = g9 + per_h * (a9 - b9 - 2.6666666666666665 * c9)
    e4 = g4 + per_h * (a4 - b4 - 2.6666666666666665 * c4)
    e8 = g8 + per_h * (a8 - b8 - 2.6666666666666665 * c8) - w_8_4 * e4
    e1 = g1 + per_h * (a1 - b1 - 2.6666666666666665 * c1) - w_1_0 * e0 - w_1_4 * e4
    e3 = g3 + per_h * (a3 - b3 - 2.6666666666666665 * c3) - w_3_2 * e2 - w_3_4 * e4 - w_3_1 * e1
    e6 = g6 + per_h * (a6 - b6 - 2.6666666666666665 * c6) - w_6_5 * e5 - w_6_9 * e9 - w_6_4 * e4 - w_6_8 * e8 - w_6_1 * e1 - w_6_3 * e3
    e7 = g7 + per_h * (a7 - b7 - 2.6666666666666665 * c7) - w_7_8 * e8 - w_7_1 * e1 - w_7_3 * e3 - w_7_6 * e6
    e7 = e7 * v_7
    e6 = (e6 - w_6_7 * e7) * v_6
    e3 = (e3 - w_3_6 * e6 - w_3_7 * e7) * v_3
    e1 = (e1 - w_1_3 * e3 - w_1_6 * e6 - w_1_7 * e7) * v_1
    e8 = (e8 - w_8_1 * e1 - w_8_3 * e3 - w_8_6 * e6 - w_8_7 * e7) * v_8
    e4 = (e4 - w_4_1 * e1 - w_4_3 * e3) * v_4
    e9 = (e9 - w_9_1 * e1 - w_9_3 * e3 - w_9_4 * e4 - w_9_6 * e6) * v_9
    e14 = (e14 - w_14_9 * e9) * v_14
    e12 = (e12 - w_12_9 * e9 - w_12_14 * e14) * v_12
    e15 = (e15 - w_15_9 * e9 - w_15_12 * e12 - w_15_14 * e14) * v_15
    e13 = (e13 - w_13_12 * e12) * v_13
    e5 = (e5 - w_5_4 * e4 - w_5_8 * e8) * v_5
    e17 = (e17 - w_17_9 * e9) * v_17
    e18 = (e18 - w_18_17 * e17) * v_18
    e16 = (e16 - w_16_9 * e9) * v_16
    e19 = (e19 - w_19_16 * e16 - w_19_17 * e17 - w_19_18 * e18) * v_19
    e11 = (e11 - w_11_9 * e9) * v_11
    e10 = (e10 - w_10_9 * e9) * v_10
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


@njit(cache=True, error_model="numpy")
def observe(row: Row, constants: Sequence[float]) -> None:
    """Write behind the states of a row what would be measured."""
    free_cn_ug = row[1]
    free_oh_ug = row[3]
    sites_ug = row[4]
    holotc_ug = row[6]
    holohc_ug = row[7]
    liver_ug = row[8]
    tissue_ug = row[9]
    homocysteine_umol_l = row[11]
    reticulocytes = row[13]
    red_cells = row[14]
    mcv_fl = row[15]
    legs_myelin = row[16]
    legs_injured = row[17]
    legs_lost = row[18]
    diabetes = constants[0]
    free_volume_l = constants[4]
    sites_release_per_day = constants[7]
    sites_bile_share = constants[8]
    plasma_l = constants[9]
    pmol_per_ug = constants[10]
    bile_per_day = constants[17]
    tissue_loss_per_day = constants[22]
    homocysteine_plateau_umol_l = constants[28]
    sam_nmol_l = constants[31]
    sah_replete_nmol_l = constants[32]
    sah_exponent = constants[33]
    haemoglobin_healthy_g_dl = constants[40]
    mcv_healthy_fl = constants[43]
    diabetic_slowing = constants[51]
    g_ratio_healthy = constants[52]
    sural_velocity_healthy_m_s = constants[53]
    sural_amplitude_healthy_uv = constants[54]
    amplitude_left_without_myelin = constants[55]
    reabsorbed_share = constants[63]
    filtered_cn_per_day = constants[72]
    filtered_oh_per_day = constants[73]
    bile_ug_per_day = bile_per_day*liver_ug + sites_bile_share*sites_release_per_day*sites_ug
    haemoglobin_relative = mcv_fl*red_cells/mcv_healthy_fl
    legs_whole = -legs_injured - legs_lost + 1
    total_b12_pmol_l = pmol_per_ug*((holohc_ug + holotc_ug)/plasma_l + (free_cn_ug + free_oh_ug)/free_volume_l)
    active_b12_pmol_l = holotc_ug*pmol_per_ug/plasma_l
    sah_nmol_l = sah_replete_nmol_l*power(homocysteine_umol_l/homocysteine_plateau_umol_l, sah_exponent)
    reticulocytes_percent = 100*reticulocytes/(red_cells + reticulocytes)
    g_ratio = g_ratio_healthy/(g_ratio_healthy + legs_myelin*(1 - g_ratio_healthy))
    store_ug = liver_ug + tissue_ug
    shed_ug_per_day = tissue_loss_per_day*tissue_ug
    sam_sah_ratio = sam_nmol_l/sah_nmol_l
    haemoglobin_g_dl = haemoglobin_healthy_g_dl*haemoglobin_relative
    sural_velocity_m_s = sural_velocity_healthy_m_s*sqrt(log(g_ratio)/log(g_ratio_healthy))*(-diabetes*diabetic_slowing + 1)
    sural_amplitude_uv = legs_whole*sural_amplitude_healthy_uv*(amplitude_left_without_myelin + legs_myelin*(1 - amplitude_left_without_myelin))
    stool_ug_per_day = bile_ug_per_day*(1 - reabsorbed_share)
    urine_ug_per_day = filtered_cn_per_day*free_cn_ug + filtered_oh_per_day*free_oh_ug
    row[20] = total_b12_pmol_l
    row[21] = active_b12_pmol_l
    row[22] = sah_nmol_l
    row[23] = sam_sah_ratio
    row[24] = haemoglobin_g_dl
    row[25] = reticulocytes_percent
    row[26] = g_ratio
    row[27] = sural_velocity_m_s
    row[28] = sural_amplitude_uv
    row[29] = store_ug
    row[30] = urine_ug_per_day
    row[31] = stool_ug_per_day
    row[32] = shed_ug_per_day


@njit(cache=True, error_model="numpy")
def copy(source: Sequence[float], target: Row, count: int) -> None:
    """Write so many numbers of one row over those of another.

    No state can be below zero. A depot that runs dry may come out a hair below, within the
    tolerance of the step; it is empty then.
    """
    for i in range(count):
        target[i] = 0.0 if source[i] < 0.0 else source[i]  # noqa: FURB136 - keeps not-a-number


@njit(cache=True, error_model="numpy")
def error_of(spare: Sequence[Row], scale: Sequence[float], tolerance: float) -> float:
    """The error of a step over what is tolerated, root mean square over the states."""
    total = 0.0
    for i in range(len(scale)):
        size = max(abs(spare[0][i]), abs(spare[1][i]))
        share = spare[2][i] / (tolerance * (scale[i] + size))
        total += share * share
    return sqrt(total / len(scale))


@njit(cache=True, error_model="numpy")
def one_step(
    constants: Sequence[float], orders: Orders, spare: Sequence[Row], steps: tuple[float, float]
) -> tuple[float, float]:
    """Try until a step passes: the step to try next and the one taken, 0 when none is small enough.

    `steps`: the one to try and how far there is to go.
    """
    h, left = steps
    while h > SMALLEST_STEP:
        # The last two steps to a dose share the way, so that no tiny one is left over.
        taken = left if h >= left else min(h, left / 2.0)
        step(spare, constants, taken)
        error = error_of(spare, orders[4], orders[5])
        if error <= 1.0:
            return taken * min(6.0, max(0.2, 0.9 * max(error, 1e-10) ** (-1.0 / 3.0))), taken
        # No comparison with not-a-number holds, so a broken step is tried again, much smaller.
        h = taken * max(0.1, 0.9 * error ** (-1.0 / 3.0)) if error > 1.0 else taken * 0.1
    return h, 0.0


@njit(cache=True, error_model="numpy")
def solve(
    constants: Sequence[float], orders: Orders, course: Sequence[Row], spare: Sequence[Row]
) -> int:
    """Carry `spare[0]` through its doses; write each asked day, before its dose, into `course`.

    `spare[0]` is left at the last asked day. Returns the number of steps, or TOO_SMALL.
    """
    dose_days, dose_states, dose_amounts, days = orders[0], orders[1], orders[2], orders[3]
    states = len(orders[4])
    last = days[len(days) - 1]
    now, h = 0.0, FIRST_STEP
    given, written, steps = 0, 0, 0
    while written < len(days):
        while written < len(days) and days[written] <= now + NEAR:
            copy(spare[0], course[written], states)
            written += 1
        while given < len(dose_days) and dose_days[given] <= now + NEAR:
            spare[0][dose_states[given]] += dose_amounts[given]
            given += 1
            h = FIRST_STEP
        until = last
        if given < len(dose_days) and dose_days[given] < last:
            until = dose_days[given]
        while now < until - NEAR:
            h, taken = one_step(constants, orders, spare, (h, until - now))
            if taken == 0.0:
                return TOO_SMALL
            steps += 1
            copy(spare[1], spare[3], states)
            # A day inside the step gets a shorter step of its own: a cubic through both ends would
            # multiply the small errors of fast states by the length of the step.
            while written < len(days) and days[written] < now + taken - NEAR:
                step(spare, constants, days[written] - now)
                copy(spare[1], course[written], states)
                written += 1
            now = now + taken if now + taken < until - NEAR else until
            copy(spare[3], spare[0], states)
    for i in range(len(days)):
        observe(course[i], constants)
    return steps


@njit(cache=True, parallel=True, error_model="numpy")
def solve_many(constants, orders, courses, starts):
    """Many people at once: each their own constants, amounts and start, all the same days."""
    dose_days, dose_states, amounts, days, scale, tolerance = orders
    steps = np.zeros(len(starts), np.int64)
    for person in prange(len(starts)):
        spare = np.zeros((4, len(scale)))
        spare[0] = starts[person]
        own = (dose_days, dose_states, amounts[person], days, scale, tolerance)
        steps[person] = solve(constants[person], own, courses[person], spare)
        starts[person] = spare[0]
    return steps
