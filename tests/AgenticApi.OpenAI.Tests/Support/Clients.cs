using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI.Responses;

namespace AgenticApi.OpenAI.Tests.Support;

/// <summary>Clients of the OpenAI package, as an application makes them.</summary>
internal static class Clients
{
    public const string Key = "sk-of-this-test";

    /// <summary>A client over an <see cref="HttpClient"/>, which repeats twice without a delay.</summary>
    public static ResponsesClient Over(HttpClient http, params PipelinePolicy[] policies) => Over(new HttpClientPipelineTransport(http), http.BaseAddress!, policies);

    /// <summary>A client with its own transport.</summary>
    public static ResponsesClient At(Uri address, params PipelinePolicy[] policies) => Over(null, address, policies);

    /// <summary>A client over answers.</summary>
    public static ResponsesClient Over(HttpMessageHandler answers, params PipelinePolicy[] policies) =>
        Over(new HttpClient(answers) { BaseAddress = new Uri("http://recorded/v1") }, policies);

    private static ResponsesClient Over(PipelineTransport? transport, Uri address, PipelinePolicy[] policies)
    {
        var options = new ResponsesClientOptions { Endpoint = address, RetryPolicy = new ImpatientRetryPolicy(), Transport = transport };
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, PipelinePosition.PerCall);
        }

        return new ResponsesClient(new ApiKeyCredential(Key), options);
    }

    private sealed class ImpatientRetryPolicy() : ClientRetryPolicy(maxRetries: 2)
    {
        protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => TimeSpan.Zero;
    }
}
