using System.Net;

namespace AgenticApi.Cassettes;

/// <summary>Answers requests from a cassette, always with the recorded bytes and without the network.</summary>
/// <remarks>Thread-safe. Turns of WebSocket messages cannot be replayed, because the handler answers only HTTP requests.</remarks>
public sealed class ReplayHandler : HttpMessageHandler
{
    private readonly CassettePlayer _player;
    private readonly HttpMessageInvoker? _missing;
    private readonly Func<CassetteRequest, string, string> _miss;

    /// <summary>Initializes a new instance with a player.</summary>
    /// <param name="player">Finds the turn that answers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="player"/> is null.</exception>
    public ReplayHandler(CassettePlayer player)
        : this(player, missing: null)
    {
    }

    /// <summary>Initializes a new instance with a cassette.</summary>
    /// <param name="cassette">The cassette.</param>
    /// <param name="options">How to replay; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassette"/> is null.</exception>
    public ReplayHandler(Cassette cassette, ReplayOptions? options = null)
        : this(new CassettePlayer(cassette, options))
    {
    }

    /// <summary>Initializes a new instance that can send on requests that no turn answers.</summary>
    /// <param name="player">Finds the turn that answers.</param>
    /// <param name="missing">Sends these requests on; null to throw an exception instead.</param>
    /// <param name="miss">Returns the message of the exception for the redacted request and the reason why no turn answers; null for the reason alone.</param>
    internal ReplayHandler(CassettePlayer player, HttpMessageHandler? missing = null, Func<CassetteRequest, string, string>? miss = null)
    {
        ArgumentNullException.ThrowIfNull(player);
        _miss = miss ?? ((_, why) => why);
        _player = player;
        _missing = missing is null ? null : new HttpMessageInvoker(missing);
    }

    /// <summary>The turns that have not answered a request, in order.</summary>
    public IReadOnlyList<CassetteTurn> Unused => _player.Unused;

    /// <summary>Answers a request.</summary>
    /// <exception cref="CassetteException">No recorded turn matches. The message has the nearest turn and the differences.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var asked = await HttpRequestCopy.OfAsync(request, cancellationToken).ConfigureAwait(false);
        return Answer(request, asked, out var miss)
            ?? await (_missing ?? throw Miss(asked, miss!)).SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers a request.</summary>
    /// <exception cref="CassetteException">No recorded turn matches. The message has the nearest turn and the differences.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        // Only waits until the caller's own body is in memory.
        var asked = HttpRequestCopy.OfAsync(request, cancellationToken).GetAwaiter().GetResult();
        return Answer(request, asked, out var miss) ?? (_missing ?? throw Miss(asked, miss!)).Send(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _missing?.Dispose();
        }

        base.Dispose(disposing);
    }

    private CassetteException Miss(CassetteRequest asked, string why) => new(_miss(_player.Options.Redaction.Apply(asked), why));

    private HttpResponseMessage? Answer(HttpRequestMessage request, CassetteRequest asked, out string? miss)
    {
        if (_player.Find(asked, out miss)?.Response is not { } recorded)
        {
            return null;
        }

        var response = new HttpResponseMessage((HttpStatusCode)recorded.Status)
        {
            RequestMessage = request,
            Content = new StreamContent(recorded.Open(_player.Options.Pace, _player.Options.TimeProvider)),
        };
        foreach (var (name, value) in recorded.Headers)
        {
            // A header belongs to the content or to the message, and only one of them accepts it.
            _ = response.Content.Headers.TryAddWithoutValidation(name, value) || response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
