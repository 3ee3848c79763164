using System.Globalization;

namespace AgenticApi.Execution;

/// <summary>A server of the Responses API. Sends requests and reads the answers.</summary>
/// <remarks>
/// An answer that is not a response (an HTML page, plain text, the error of another API) gives a result with <see cref="Ending.Errored"/>, and so does a
/// server that cannot be reached. Safe to use from several threads.
/// </remarks>
public sealed class ResponsesEndpoint
{
    private const string Responses = "responses";

    private readonly Func<EndpointRequest, CancellationToken, Task<EndpointAnswer>> _send;
    private readonly RetryPolicy _retry;
    private readonly TimeProvider _time;

    /// <summary>
    /// Creates an endpoint that sends requests with an <see cref="HttpClient"/>. Its <see cref="HttpClient.BaseAddress"/> is the base of the API,
    /// such as <c>http://host/v1/</c>.
    /// </summary>
    /// <remarks>The query of the base address is sent with every request. The base address may lack the slash at its end.</remarks>
    /// <param name="client">The client. It is not disposed. Its <see cref="HttpClient.Timeout"/> limits the time until the headers of an answer arrive.</param>
    /// <param name="retry">When and how often requests are repeated; null for the defaults.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="client"/> has no base address.</exception>
    public ResponsesEndpoint(HttpClient client, RetryPolicy? retry = null, TimeProvider? time = null)
        : this(new HttpSending(client, time ?? TimeProvider.System).SendAsync, retry, time)
    {
    }

    /// <summary>Creates an endpoint that sends requests with a function, for another transport or a test.</summary>
    /// <param name="send">
    /// Sends one request and returns when the headers of the answer have arrived. Several threads may call it at once. An
    /// <see cref="HttpRequestException"/>, <see cref="IOException"/>, <see cref="System.Net.Sockets.SocketException"/> or
    /// <see cref="TimeoutException"/> counts as a failed connection: the request is repeated, or the result is <see cref="Ending.Errored"/>. Any other exception is passed on to the caller.
    /// </param>
    /// <param name="retry">When and how often requests are repeated; null for the defaults.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="send"/> is null.</exception>
    public ResponsesEndpoint(Func<EndpointRequest, CancellationToken, Task<EndpointAnswer>> send, RetryPolicy? retry = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(send);
        (_send, _retry, _time) = (send, retry ?? RetryPolicy.Default, time ?? TimeProvider.System);
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit of <see cref="ResponseAccumulatorOptions"/>.</exception>
    public Task<EndpointResult> CreateAsync(ResponseRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReadAsync(new EndpointRequest(HttpMethod.Post, Responses, request.ToUtf8Json(stream: false)), cancellationToken);
    }

    /// <summary>Sends a request and reads the answer while it arrives.</summary>
    /// <param name="request">The request.</param>
    /// <param name="accumulator">Folds the events. After the last step, its <see cref="ResponseAccumulator.Finish"/> returns the response.</param>
    /// <param name="exchange">Receives the circumstances of the exchange; null if they are not needed.</param>
    /// <param name="cancellationToken">Cancels the request with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// A step for each event. A connection that breaks after the first event ends the sequence; one that breaks before is a failed connection. Leaving
    /// the loop over the steps closes the connection.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or <paramref name="accumulator"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit of the accumulator, or breaks its strict mode.</exception>
    public IAsyncEnumerable<ResponseStep> StreamAsync(
        ResponseRequest request, ResponseAccumulator accumulator, EndpointExchange? exchange = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StreamAsync(new EndpointRequest(HttpMethod.Post, Responses, request.ToUtf8Json(stream: true)), accumulator, exchange, cancellationToken);
    }

    /// <summary>Reads a stored response as a whole.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="cancellationToken">Cancels the request with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="responseId"/> is null, empty, <c>.</c> or <c>..</c>.</exception>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit of <see cref="ResponseAccumulatorOptions"/>.</exception>
    public Task<EndpointResult> GetAsync(string responseId, CancellationToken cancellationToken = default) =>
        ReadAsync(new EndpointRequest(HttpMethod.Get, PathOf(responseId), default), cancellationToken);

    /// <summary>Reads the events of a stored background response after a given event, for example to resume a stream that broke.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="startingAfter">
    /// The sequence number of the last event that is not read again: the <see cref="ResponseAccumulator.LastSequenceNumber"/> of the stream that
    /// broke. Null for all events.
    /// </param>
    /// <param name="accumulator">Folds the events: the accumulator of the stream that broke, or a new one for all events.</param>
    /// <param name="exchange">Receives the circumstances of the exchange; null if they are not needed.</param>
    /// <param name="cancellationToken">Cancels the request with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A step for each event, as for a new request.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="responseId"/> is null, empty, <c>.</c> or <c>..</c>, or <paramref name="accumulator"/> is null.
    /// </exception>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit of the accumulator, or breaks its strict mode.</exception>
    public IAsyncEnumerable<ResponseStep> StreamAsync(
        string responseId, long? startingAfter, ResponseAccumulator accumulator, EndpointExchange? exchange = null, CancellationToken cancellationToken = default)
    {
        var after = startingAfter is { } number ? string.Create(CultureInfo.InvariantCulture, $"&starting_after={number}") : "";
        return StreamAsync(new EndpointRequest(HttpMethod.Get, $"{PathOf(responseId)}?stream=true{after}", default), accumulator, exchange, cancellationToken);
    }

    /// <summary>Cancels a background response.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="cancellationToken">Cancels the request with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="responseId"/> is null, empty, <c>.</c> or <c>..</c>.</exception>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit of <see cref="ResponseAccumulatorOptions"/>.</exception>
    public Task<EndpointResult> CancelAsync(string responseId, CancellationToken cancellationToken = default) =>
        ReadAsync(new EndpointRequest(HttpMethod.Post, $"{PathOf(responseId)}/cancel", default), cancellationToken);

    /// <summary>Deletes a stored response.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="cancellationToken">Cancels the request with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Whether the server confirms the deletion.</returns>
    /// <exception cref="ArgumentException"><paramref name="responseId"/> is null, empty, <c>.</c> or <c>..</c>.</exception>
    public async Task<bool> DeleteAsync(string responseId, CancellationToken cancellationToken = default)
    {
        var request = new EndpointRequest(HttpMethod.Delete, PathOf(responseId), default);
        var answer = await Attempt(request, new EndpointExchange()).SendAsync(cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return false;
        }

        await using var closing = answer.ConfigureAwait(false);
        if (!EndpointAnswers.IsSuccess(answer.Status))
        {
            return false;
        }

        using var body = new AnswerStream(answer.Body);
        await body.ReadBeginningAsync(cancellationToken).ConfigureAwait(false);
        return AnswerKind.SaysDeleted(body.Beginning);
    }

    /// <summary>Reads the newest items of a conversation, and returns them with the oldest first.</summary>
    /// <param name="conversationId">The id of the conversation.</param>
    /// <param name="limit">The maximum number of items.</param>
    /// <param name="repeats">Whether a failed request is repeated.</param>
    /// <param name="cancellationToken">Cancels the request with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The items; null if the server returns no such list.</returns>
    internal async Task<List<OutputItem>?> ConversationItemsAsync(string conversationId, int limit, bool repeats, CancellationToken cancellationToken)
    {
        if (!IsId(conversationId))
        {
            return null;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"conversations/{Uri.EscapeDataString(conversationId)}/items?order=desc&limit={limit}");
        var request = new EndpointRequest(HttpMethod.Get, path, default);
        var answer = await new EndpointAttempts(_send, request, new EndpointExchange(), repeats ? _retry : RetryPolicy.None, _time).SendAsync(cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return null;
        }

        await using var closing = answer.ConfigureAwait(false);
        return EndpointAnswers.IsSuccess(answer.Status) ? await ItemList.ReadAsync(answer.Body, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Returns whether a text can be an id. "." and ".." cannot: a URI treats them as relative segments.</summary>
    internal static bool IsId(string id) => id is not ("" or "." or "..");

    private static string PathOf(string responseId)
    {
        ArgumentException.ThrowIfNullOrEmpty(responseId);
        return IsId(responseId)
            ? $"{Responses}/{Uri.EscapeDataString(responseId)}"
            : throw new ArgumentException("The text cannot be the id of a response. Pass Response.Id.", nameof(responseId));
    }

    private async Task<EndpointResult> ReadAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var exchange = new EndpointExchange();
        var result = await new BlockingAnswer(Attempt(request, exchange), exchange).ReadAsync(cancellationToken).ConfigureAwait(false);
        return new EndpointResult(result, exchange);
    }

    private IAsyncEnumerable<ResponseStep> StreamAsync(
        EndpointRequest request, ResponseAccumulator accumulator, EndpointExchange? exchange, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accumulator);
        exchange ??= new EndpointExchange();
        return new StreamedAnswer(Attempt(request with { IsStreaming = true }, exchange), exchange, accumulator).ReadAsync(cancellationToken);
    }

    private EndpointAttempts Attempt(EndpointRequest request, EndpointExchange exchange) => new(_send, request, exchange, _retry, _time);
}
