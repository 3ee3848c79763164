using System.Net.Http.Headers;

namespace AgenticApi.Execution;

/// <summary>Sends requests with an <see cref="HttpClient"/>.</summary>
internal sealed class HttpSending
{
    private readonly HttpClient _client;
    private readonly TimeProvider _time;
    private readonly string _root;
    private readonly string _query;

    public HttpSending(HttpClient client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(client);
        var address = client.BaseAddress ?? throw new ArgumentException(
            "The client has no BaseAddress. Set it to the base of the API, for example http://localhost:8000/v1/.", nameof(client));
        (_client, _time) = (client, time);

        // Appended as text: a relative URI would replace the last segment of a base without a closing slash.
        _root = address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";
        _query = address.Query.TrimStart('?');
    }

    /// <summary>Sends a request, and returns when the headers of the answer have arrived.</summary>
    public async Task<EndpointAnswer> SendAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        using var message = MessageOf(request);
        var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new EndpointAnswer((int)response.StatusCode, body, RetryAfter.Read(name => Value(response.Headers, name), _time), response.Content.Headers.ContentType?.MediaType) { Owner = response };
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private HttpRequestMessage MessageOf(EndpointRequest request)
    {
        var join = _query.Length == 0 ? "" : request.Path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        var message = new HttpRequestMessage(request.Method, _root + request.Path + join + _query)
        {
            Version = _client.DefaultRequestVersion,
            VersionPolicy = _client.DefaultVersionPolicy,
        };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(request.IsStreaming ? "text/event-stream" : "application/json"));
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
