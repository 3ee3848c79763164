using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using AgenticApi.Execution;
using OpenAI.Responses;

namespace AgenticApi.OpenAI;

/// <summary>Sends requests with a client of the OpenAI package.</summary>
internal sealed class ClientSending(ResponsesClient client, TimeProvider time)
{
    /// <summary>Sends a request, and returns when the headers of the answer have arrived.</summary>
    public async Task<EndpointAnswer> SendAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { BufferResponse = false, ErrorOptions = ClientErrorBehaviors.NoThrow, CancellationToken = cancellationToken };

        // With "Accept: text/event-stream", the pipeline passes on whole events only, and reconnects a broken stream, so that events would arrive twice.
        // The caller of the endpoint resumes a stream after its last event.
        options.SetHeader("Accept", request.IsStreaming ? "*/*" : "application/json");
        try
        {
            return AnswerOf((await AskAsync(request, options).ConfigureAwait(false)).GetRawResponse());
        }
        catch (Exception e) when (ClientFailure.Find(e) is { } cause && cause != e)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    /// <summary>Calls the client's method for the request. A path without a method is sent through the pipeline.</summary>
    private Task<ClientResult> AskAsync(EndpointRequest request, RequestOptions options)
    {
        var (path, query) = request.Path.Split('?', 2) is [var before, var behind] ? (before, behind) : (request.Path, "");
        return (request.Method.Method, path.Split('/')) switch
        {
            ("POST", ["responses"]) => client.CreateResponseAsync(BinaryContent.Create(BinaryData.FromBytes(request.Body)), options),
            ("POST", ["responses", var id, "cancel"]) => client.CancelResponseAsync(Uri.UnescapeDataString(id), options),
            ("DELETE", ["responses", var id]) => client.DeleteResponseAsync(Uri.UnescapeDataString(id), options),
            ("GET", ["responses", var id]) when TryReadQuery(query, out var stream, out var after) =>
                client.GetResponseAsync(Uri.UnescapeDataString(id), null, stream, after, null, options),
            _ => SendOtherAsync(request, options),
        };
    }

    private async Task<ClientResult> SendOtherAsync(EndpointRequest request, RequestOptions options)
    {
        var root = client.Endpoint.AbsoluteUri.TrimEnd('/');
        using var message = client.Pipeline.CreateMessage(new Uri($"{root}/{request.Path}"), request.Method.Method, PipelineMessageClassifier.Default);
        if (!request.Body.IsEmpty)
        {
            message.Request.Headers.Set("Content-Type", "application/json");
            message.Request.Content = BinaryContent.Create(BinaryData.FromBytes(request.Body));
        }

        message.Apply(options);
        await client.Pipeline.SendAsync(message).ConfigureAwait(false);
        return ClientResult.FromResponse(message.ExtractResponse()!);
    }

    private EndpointAnswer AnswerOf(PipelineResponse response)
    {
        string? Header(string name) => response.Headers.TryGetValue(name, out var value) ? value : null;
        var type = MediaTypeHeaderValue.TryParse(Header("content-type"), out var parsed) ? parsed.MediaType : null;
        return new EndpointAnswer(response.Status, response.ContentStream ?? Stream.Null, RetryAfter.Read(Header, time), type) { Owner = response };
    }

    /// <summary>Reads the query of a request for a stored response.</summary>
    /// <returns>False if the client's method does not support the query.</returns>
    private static bool TryReadQuery(string query, out bool? stream, out int? startingAfter)
    {
        (stream, startingAfter) = (null, null);
        foreach (var member in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (member == "stream=true")
            {
                stream = true;
            }
            else if (member.Split('=') is ["starting_after", var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var after))
            {
                startingAfter = after;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
