using System.ClientModel.Primitives;

namespace AgenticApi.OpenAI;

/// <summary>
/// A policy for the pipeline of a client that folds each response which the client reads, streaming or blocking, and gives what it came to.
/// The client reads the same bytes at the same time as without it.
/// </summary>
/// <remarks>
/// Add it with <see cref="ClientPipelineOptions.AddPolicy"/> at <see cref="PipelinePosition.PerCall"/>. It then sees one answer for a
/// request; at any other position, also the answers after which the pipeline repeats the request. Answers that are no response, of the
/// Responses API or of others, pass by. If the pipeline connects a broken stream again, each connection is an answer. Nothing but the fold's own state is kept while a stream is read. One observer may serve several
/// clients and any number of streams at once.
/// </remarks>
public sealed class ResponseObserver : PipelinePolicy
{
    private readonly Action<ObservedResponse> _onResponse;
    private readonly ResponseAccumulatorOptions _options;

    /// <summary>Creates one.</summary>
    /// <param name="onResponse">
    /// Gets each response once: a stream when the client has read it to its end, has left it or could not read on, a blocking answer before
    /// the client gets it. It is called on the thread that reads, at the same time for several streams, so it should be short. What it
    /// throws is dropped.
    /// </param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
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
        if (message.Response is not { } response || !ResponseRequests.Gives(message.Request.Method, message.Request.Uri))
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
            // It would come out of the client's read, whose bytes are sound.
        }
    }
}
