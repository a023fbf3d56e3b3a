<?php
// Drives the sandbox with Huawei's official SDK for PHP: reads a step a line, calls the operation with the SDK's own
// models and signer, and writes what came of it, a line of JSON each. See sdk.test.ts.
//
//     php php_sdk.php ENDPOINT FOLDER-OF-THE-SDK

[, $endpoint, $folder] = $argv;
$roots = ['HuaweiCloud\\SDK\\Core\\' => "$folder/Core/src/", 'HuaweiCloud\\SDK\\' => "$folder/Services/"];
spl_autoload_register(function ($class) use ($roots) {
    foreach ($roots as $prefix => $root) {
        $file = $root . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
            return;
        }
    }
});
foreach (['GuzzleHttp', 'Monolog'] as $library) require "$library/autoload.php";
error_reporting(E_ERROR);

use HuaweiCloud\SDK\Core\Auth\GlobalCredentials;
use HuaweiCloud\SDK\Core\Exceptions\ServiceResponseException;
use HuaweiCloud\SDK\Core\Http\HttpConfig;
use HuaweiCloud\SDK\Core\Utils\ObjectSerializer;

function run($step, $endpoint)
{
    $package = ['bss' => $step->site === 'cn' ? 'Bss\\V2' : 'Bssintl\\V2', 'osm' => 'Osm\\V2', 'iam' => 'Iam\\V3'][$step->service];
    $class = 'HuaweiCloud\\SDK\\' . $package . '\\' . explode('\\', $package)[0] . 'Client';
    $request = 'HuaweiCloud\\SDK\\' . $package . '\\Model\\' . $step->name . 'Request';
    if (!class_exists($class) || !class_exists($request)) return ['outcome' => 'absent'];
    $credentials = new GlobalCredentials();
    $credentials->withAk($step->access)->withSk($step->secret)->withDomainId($step->domain);
    $client = $class::newBuilder()->withHttpConfig(HttpConfig::getDefaultConfig())->withEndpoint($endpoint)->withCredentials($credentials)->build();
    try {
        $answer = $client->{lcfirst($step->name)}(ObjectSerializer::deserialize($step->input, '\\' . $request));
        return ['outcome' => 'answered', 'status' => $answer->getStatusCode(), 'parsed' => is_object($answer)];
    } catch (ServiceResponseException $refusal) {
        return ['outcome' => 'refused', 'status' => $refusal->getHttpStatusCode(), 'code' => $refusal->getErrorCode()];
    } catch (Throwable $error) {
        return ['outcome' => 'failed', 'detail' => get_class($error) . ': ' . $error->getMessage()];
    }
}

while (($line = fgets(STDIN)) !== false) {
    ob_start();
    $result = run(json_decode($line), $endpoint);
    ob_end_clean();
    echo json_encode($result), "\n";
}
