using System.ClientModel.Primitives;

namespace AgenticApi.OpenAI;

/// <summary>
/// A policy for the pipeline of a client. It folds each response that the client reads, streaming or blocking, and reports the result. The client reads
/// the same bytes at the same time as without the policy.
/// </summary>
/// <remarks>
/// Add it with <see cref="ClientPipelineOptions.AddPolicy"/> at <see cref="PipelinePosition.PerCall"/>, where it sees one answer for each
/// request. At any other position, it also sees the answers of attempts that the pipeline repeats. Answers to other requests than those for a response
/// are ignored. If the pipeline reconnects a broken stream, each connection is an answer. Only the state of the fold is kept in memory while a stream is
/// read. Safe to use from several threads: one observer can serve several clients and any number of streams.
/// </remarks>
public sealed class ResponseObserver : PipelinePolicy
{
    private readonly Action<ObservedResponse> _onResponse;
    private readonly ResponseAccumulatorOptions _options;

    /// <summary>Creates an observer.</summary>
    /// <param name="onResponse">
    /// Receives each response once: a stream after the client has read it to its end, has stopped reading, or failed to read on; a blocking answer before
    /// the client gets it. It is called on the reading thread, and for several streams at the same time, so it should return soon. Its exceptions are
    /// ignored.
    /// </param>
    /// <param name="options">The options for reading responses; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="onResponse"/> is null.</exception>
    public ResponseObserver(Action<ObservedResponse> onResponse, ResponseAccumulatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(onResponse);
        (_onResponse, _options) = (onResponse, options ?? new());
    }

    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        ArgumentNullException.ThrowIfNull(message);
        ProcessNext(message, pipeline, currentIndex);
        Observe(message);
    }

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        ArgumentNullException.ThrowIfNull(message);
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
        Observe(message);
    }

    private void Observe(PipelineMessage message)
    {
        if (message.Response is not { } response || !ResponseRequests.AreAnsweredByResponse(message.Request.Method, message.Request.Uri))
        {
            return;
        }

        if (message.BufferResponse)
        {
            ObservedBody.Observe(response.Content, response.Status, _options, Tell);
        }
        else if (response.ContentStream is { } stream)
        {
            response.ContentStream = new ObservedStream(stream, new ObservedReading(response.Status, _options, Tell));
        }
    }

    private void Tell(ObservedResponse response)
    {
        try
        {
            _onResponse(response);
        }
        catch (Exception)
        {
            // Otherwise the client's read would throw, although its bytes are valid.
        }
    }
}
