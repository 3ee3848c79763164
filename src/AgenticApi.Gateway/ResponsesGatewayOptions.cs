using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>The options of a gateway that serves the Responses API in front of a Chat Completions server, the model's server.</summary>
/// <remarks>Immutable. Properties that are never null throw an <see cref="ArgumentNullException"/> when they are set to null.</remarks>
public sealed class ResponsesGatewayOptions
{
    /// <summary>The address of the model's server, up to and including <c>/v1</c>: an absolute <c>http</c> or <c>https</c> URL. Never null.</summary>
    /// <exception cref="ArgumentException">The value is not an absolute <c>http</c> or <c>https</c> URL.</exception>
    public required Uri Upstream
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.IsAbsoluteUri && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps)
                ? value
                : throw new ArgumentException("The address of the model's server must be an absolute http or https URL.", nameof(value));
        }
    }

    /// <summary>
    /// The API key for the model's server. If null, the default, the gateway forwards the <c>Authorization</c> header of the client, unless
    /// <see cref="Keys"/> has entries: the gateway's own keys are never forwarded.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>
    /// Sends the requests to the model's server. If null, the default, the gateway creates a client without cookies, redirects and a timeout. The
    /// gateway does not dispose it. The timeout of an <see cref="HttpClient"/> applies until the headers of the answer have arrived.
    /// </summary>
    public HttpMessageInvoker? Client { get; init; }

    /// <summary>How requests are translated for the model's server. Never null.</summary>
    public ChatCompletionRequestOptions Translation { get; init => field = NotNull(value); } = new();

    /// <summary>
    /// Returns the translation options for a request, for example depending on its <c>model</c>. Called once per request with its body, by several
    /// threads at once. If this property or the result is null, <see cref="Translation"/> is used. The default is null.
    /// </summary>
    public Func<JsonElement, ChatCompletionRequestOptions?>? ModelTranslation { get; init; }

    /// <summary>
    /// The keys that encrypt reasoning for requests that include <c>reasoning.encrypted_content</c>: 32 random bytes each. The first key encrypts,
    /// all keys decrypt. Gateways that serve the same clients need the same keys. If empty, the default, the process uses a random key, and
    /// reasoning cannot be decrypted after it has ended. Reasoning that was encrypted for another client or with another key is removed from the
    /// history. Never null.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ReasoningKeys { get; init => field = NotNull(value); } = [];

    /// <summary>
    /// Returns the parser for the raw text of the model, for servers that do not separate reasoning and tool calls from text. Called once
    /// per request with the Chat Completions request that is sent to the model's server (use it as <see cref="ModelTextParserOptions.Request"/>),
    /// by several threads at once. If this property or the result is null, the text is not parsed. The default is null.
    /// </summary>
    public Func<JsonElement, ModelTextParser?>? Parser { get; init; }

    /// <summary>
    /// Stores responses, unless the request has <c>"store": false</c>, and conversations. Never null. The default is an
    /// <see cref="InMemoryResponseStore"/>.
    /// </summary>
    public IResponseStore Store { get; init => field = NotNull(value); } = new InMemoryResponseStore();

    /// <summary>
    /// Whether a stored response ends when its client disconnects; it is then stored with the output so far. If false, the default, the response
    /// continues, and the client can retrieve it or stream the rest. A response that is not stored always ends; a background response never does.
    /// </summary>
    public bool EndsWithoutClient { get; init; }

    /// <summary>
    /// The time after which a host that has not renewed its lease on a response counts as dead; at least 300 ms. The response then fails when it is
    /// requested next. A host renews its leases after each third of this time. The clocks of hosts that share a store must differ by less. Values
    /// above 40 days count as 40 days. The default is 30 seconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 300 ms.</exception>
    public TimeSpan Lease { get; init => field = TimerTime.Lease(value); } = TimeSpan.FromSeconds(30);

    /// <summary>The clock for the creation times of responses, for timeouts and leases. Never null. The default is <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider Clock { get; init => field = NotNull(value); } = TimeProvider.System;

    /// <summary>
    /// The API keys of the clients, which they send as <c>Authorization: Bearer</c>. Never null. If empty, the default, no key is required, but
    /// only clients on loopback are served: see <see cref="AllowAnonymous"/>. A client has access to the responses and conversations of its own
    /// key's name only.
    /// </summary>
    public IReadOnlyList<GatewayKey> Keys { get; init => field = NotNull(value); } = [];

    /// <summary>
    /// Whether a gateway without <see cref="Keys"/> serves clients that the application has not authenticated and that do not connect over
    /// loopback. If false, the default, they get 403. All clients of a proxy on the same machine connect over loopback.
    /// </summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>
    /// The host names, without ports, that the headers <c>Host</c> and <c>Origin</c> of a request may have, in addition to the names of loopback
    /// and the IP address that the client has connected to; <c>*</c> allows all. Other requests get 403. This prevents web pages from using the
    /// gateway through the browser of a user who has access to it. Never null. Empty by default.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init => field = NotNull(value); } = [];

    /// <summary>The limits for clients. Never null.</summary>
    public GatewayLimits Limits { get; init => field = NotNull(value); } = new();

    /// <summary>
    /// How long a gateway that shuts down waits for the responses in progress; zero or more. Responses that take longer end as <c>failed</c> with
    /// the output so far. Applies only to a gateway that <see cref="ResponsesGatewayExtensions.AddResponsesGateway"/> added. Values above 40 days
    /// count as 40 days. The default is 30 seconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than zero.</exception>
    public TimeSpan StopTimeout { get; init => field = TimerTime.ZeroOrMore(value); } = TimeSpan.FromSeconds(30);

    private static T NotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
