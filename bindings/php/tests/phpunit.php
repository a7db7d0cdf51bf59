<?php

// Runs PHPUnit where there is no shell: INCLUDE_PATH is the folder that PHPUnit is in, CONFIGURATION the file phpunit.xml, REPORT the
// JUnit report to write.

declare(strict_types=1);

set_include_path((string) getenv('INCLUDE_PATH'));
require 'PHPUnit/Autoload.php';
$arguments = ['phpunit', '--configuration', (string) getenv('CONFIGURATION'), '--log-junit', (string) getenv('REPORT')];
exit((new PHPUnit\TextUI\Command())->run($arguments, false));
