// Prints: Errored: connection_failed
using System.ClientModel;
using System.ClientModel.Primitives;
using AgenticApi.Execution;
using AgenticApi.OpenAI;
using OpenAI.Responses;

var options = new ResponsesClientOptions { Endpoint = new Uri("http://127.0.0.1:9/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) };
options.AddPolicy(new ResponseObserver(seen => Console.WriteLine(seen)), PipelinePosition.PerCall);
var client = new ResponsesClient(new ApiKeyCredential("none"), options);
EndpointResult answer = await client.AsResponsesEndpoint().CreateAsync(ResponseRequest.FromText("Hello"));
Console.WriteLine($"{answer.Result.Ending}: {answer.Result.Response.Error!.Code}");
