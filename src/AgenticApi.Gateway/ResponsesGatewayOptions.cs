using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>How a gateway serves the Responses API in front of a Chat Completions server.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ResponsesGatewayOptions
{
    /// <summary>The server in front of which the gateway stands: its address up to and with <c>/v1</c>.</summary>
    public required Uri Upstream { get; init; }

    /// <summary>
    /// The key that is sent to it; null, the default, sends on the <c>authorization</c> header of the client, unless the gateway has
    /// <see cref="Keys"/> of its own: these are never sent on.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>
    /// Sends requests to it; null, the default, for one that the gateway makes, without a limit of time, cookies and redirects. It is not
    /// disposed. The timeout of an <see cref="HttpClient"/> is that for the beginning of an answer.
    /// </summary>
    public HttpMessageInvoker? Client { get; init; }

    /// <summary>How requests are written for that server; never null.</summary>
    public ChatCompletionRequestOptions Translation { get; init; } = new();

    /// <summary>
    /// How the requests of some models are written, in place of <see cref="Translation"/>. It is asked once a request, with its body; null,
    /// the default, and a null result stand for <see cref="Translation"/>.
    /// </summary>
    public Func<JsonElement, ChatCompletionRequestOptions?>? ModelTranslation { get; init; }

    /// <summary>
    /// The keys that seal the model's reasoning where a request includes <c>reasoning.encrypted_content</c>, 32 random bytes each: the first seals,
    /// all open. Gateways that serve the same clients have the same keys. Empty, the default, stands for a random key that nobody else has, so
    /// that no reasoning outlives the process. Reasoning of another client, or of another key, is left out of the history.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ReasoningKeys { get; init; } = [];

    /// <summary>
    /// Gives the parser for the raw text of a request's model, where that server tells reasoning or calls not apart itself; null, the
    /// default, and a null result take its text as it is. Asked once a request, with the Chat Completions request that the model is given, which
    /// belongs into <see cref="ModelTextParserOptions.Request"/>.
    /// </summary>
    public Func<JsonElement, ModelTextParser?>? Parser { get; init; }

    /// <summary>Keeps responses and conversations, unless a request has <c>"store": false</c>; never null. In memory by default.</summary>
    public IResponseStore Store { get; init; } = new InMemoryResponseStore();

    /// <summary>
    /// Whether a response that is kept ends when its client goes away: it is then kept with what was said. False, the default, lets it go on, so
    /// that a client whose connection broke finds it whole, or streams the rest of it. A response that is not kept always ends, and one in the
    /// background never does.
    /// </summary>
    public bool EndsWithoutClient { get; init; }

    /// <summary>
    /// How long a response stays a host's that says nothing, above zero; after that, whoever asks for the response finds it failed. A host says
    /// something after each third. The clocks of hosts that share a store differ by less. The default is 30 seconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or less.</exception>
    public TimeSpan Lease
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromSeconds(30);

    /// <summary>Tells the times of responses and the ages of leases; never null.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The keys that clients must have, as <c>Authorization: Bearer</c>; never null. Without any, the default, whoever can connect is served,
    /// but on loopback alone: see <see cref="AllowAnonymous"/>. A client finds the responses and conversations of its own key's name only.
    /// </summary>
    public IReadOnlyList<GatewayKey> Keys { get; init; } = [];

    /// <summary>
    /// Whether clients are served that have no key, are not authenticated by the application and do not connect over loopback, where there
    /// are no <see cref="Keys"/>. The default is false: they are refused with 403. A proxy on the same machine connects over loopback for all
    /// of its clients.
    /// </summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>
    /// The names, without ports, that requests may have in <c>Host</c> and <c>Origin</c> besides those of loopback and the address that they
    /// have connected to; <c>*</c> allows all. Others are refused with 403, so that no web page reaches a gateway through the browser of
    /// somebody who can. Never null; empty by default.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How much clients may take; never null.</summary>
    public GatewayLimits Limits { get; init; } = new();

    /// <summary>
    /// How long a gateway that stops waits for the responses that are made; zero or more. Those that take longer end as <c>failed</c>, with
    /// what was said. It takes effect with <see cref="ResponsesGatewayExtensions.AddResponsesGateway"/>. The default is 30 seconds.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
