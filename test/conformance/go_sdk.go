// Drives the sandbox with Huawei's official SDK for Go: reads a step a line, calls the operation with the SDK's own
// models and signer, and writes what came of it, a line of JSON each. See sdk.test.ts.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"reflect"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/global"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	bss "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/bss/v2"
	bssintl "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/bssintl/v2"
	iam "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/iam/v3"
	osm "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/osm/v2"
)

type step struct {
	Site, Service, Name, Access, Secret, Domain string
	Input                                       json.RawMessage
}

type result struct {
	Outcome string `json:"outcome"`
	Status  int    `json:"status,omitempty"`
	Code    string `json:"code,omitempty"`
	Detail  string `json:"detail,omitempty"`
}

func clientOf(s step, endpoint string) interface{} {
	credentials := global.NewCredentialsBuilder().WithAk(s.Access).WithSk(s.Secret).WithDomainId(s.Domain).Build()
	switch {
	case s.Service == "osm":
		return osm.NewOsmClient(osm.OsmClientBuilder().WithEndpoint(endpoint).WithCredential(credentials).Build())
	case s.Service == "iam":
		return iam.NewIamClient(iam.IamClientBuilder().WithEndpoint(endpoint).WithCredential(credentials).Build())
	case s.Site == "cn":
		return bss.NewBssClient(bss.BssClientBuilder().WithEndpoint(endpoint).WithCredential(credentials).Build())
	}
	return bssintl.NewBssintlClient(bssintl.BssintlClientBuilder().WithEndpoint(endpoint).WithCredential(credentials).Build())
}

func run(s step, endpoint string) (done result) {
	defer func() {
		if problem := recover(); problem != nil {
			done = result{Outcome: "failed", Detail: fmt.Sprint(problem)}
		}
	}()
	method := reflect.ValueOf(clientOf(s, endpoint)).MethodByName(s.Name)
	if !method.IsValid() {
		return result{Outcome: "absent"}
	}
	request := reflect.New(method.Type().In(0).Elem())
	if err := json.Unmarshal(s.Input, request.Interface()); err != nil {
		return result{Outcome: "absent", Detail: err.Error()}
	}
	answer := method.Call([]reflect.Value{request})
	if err, refused := answer[1].Interface().(error); refused {
		if refusal, ok := err.(*sdkerr.ServiceResponseError); ok {
			return result{Outcome: "refused", Status: refusal.StatusCode, Code: refusal.ErrorCode}
		}
		return result{Outcome: "failed", Detail: err.Error()}
	}
	status := reflect.Indirect(answer[0]).FieldByName("HttpStatusCode")
	return result{Outcome: "answered", Status: int(status.Int())}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var s step
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			panic(err)
		}
		line, _ := json.Marshal(run(s, os.Args[1]))
		fmt.Println(string(line))
	}
}
