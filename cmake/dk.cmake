# One folder of the house: dk_library(name [HEADER_ONLY] DIRS dir... DEPS target...)
# Globs *.cpp (a new file is picked up by itself); *_test.cpp become <name>_tests; main/ is left
# to dk_program. LABELS go to the tests (unit by default).
function(dk_library name)
  cmake_parse_arguments(ARG "" "" "DIRS;DEPS;TEST_DEPS;LABELS" ${ARGN})
  set(sources "")
  set(tests "")
  foreach(dir IN LISTS ARG_DIRS)
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${dir}/*.cpp)
    foreach(file IN LISTS found)
      if(file MATCHES "_test\\.cpp$")
        list(APPEND tests ${file})
      else()
        list(APPEND sources ${file})
      endif()
    endforeach()
  endforeach()
  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
    target_link_libraries(${name} PUBLIC ${ARG_DEPS} PRIVATE dk_warnings)
  endif()
  if(tests AND BUILD_TESTING)
    dk_tests(${name}_tests SOURCES ${tests} DEPS ${name} ${ARG_TEST_DEPS} LABELS ${ARG_LABELS})
  endif()
endfunction()

# A test program found by ctest test by test.
function(dk_tests name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;LABELS" ${ARGN})
  # One label each: gtest_discover_tests flattens lists. tools/test runs unit (whatever reads what
  # comes from outside) under ASan, in --full threads and hall too; threads under TSan; others (ui:
  # it draws with other people's libraries) as they are.
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  elseif("threads" IN_LIST ARG_LABELS)
    set(ARG_LABELS threads)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} dk_warnings GTest::gtest GTest::gmock GTest::gtest_main)
  if(DK_SANITIZE MATCHES "undefined")
    # GoogleTest's templates take twice as long to compile with it; the libraries keep it.
    target_compile_options(${name} PRIVATE -fno-sanitize=undefined)
  endif()
  target_compile_definitions(${name} PRIVATE DK_PROJECT_DIR="${PROJECT_SOURCE_DIR}"
                                             DK_BIN_DIR="${PROJECT_BINARY_DIR}/bin")
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 300)
endfunction()

# A program: every source named, in build/<preset>/bin.
function(dk_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} dk_warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# The same test program once more as a whole, its fixtures with the keys and the policy of the second
# algorithm suite (base/crypto/test_suite.h). FILTER: the test suites whose fixtures ask for it.
function(dk_tests_shangmi name filter)
  if(TARGET ${name})
    add_test(NAME shangmi.${name} COMMAND ${name} "--gtest_filter=${filter}" --gtest_brief=1)
    set_tests_properties(shangmi.${name} PROPERTIES LABELS hall TIMEOUT 600
      ENVIRONMENT DK_TEST_SUITE=shangmi)
  endif()
endfunction()
