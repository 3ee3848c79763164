using System.Text.Json;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>The options of a <see cref="ResponseEventEmitter"/>.</summary>
public sealed class ResponseEmitterOptions
{
    /// <summary>Gets the name of the model for <c>model</c> of the response; null, the default, uses that of the request.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// Gets the request that is answered, as JSON. The response repeats the members that the protocol requires (<c>instructions</c>,
    /// <c>tools</c>, <c>metadata</c>, <c>previous_response_id</c> and others). Members that the request does not have get the default of
    /// the protocol, except <c>store</c>: it is false, because an emitter keeps nothing. The emitter reads the request in its constructor.
    /// Undefined, the default, means an empty request.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The tools of the request decide the type of each call. The model calls a tool of a <c>namespace</c> by the name
    /// <c>namespace__name</c>; the item then has the <c>name</c> and the <c>namespace</c>. The model calls a <c>custom</c> tool as a
    /// function with the argument <c>input</c>; the item is a <c>custom_tool_call</c> with this text.
    /// </para>
    /// <para>
    /// If <c>background</c> is true, the response is queued first (see <see cref="ResponseEventEmitter.Queue"/>). <c>include</c> decides
    /// whether log probabilities (<c>message.output_text.logprobs</c>) and <c>reasoning.encrypted_content</c> are sent.
    /// </para>
    /// </remarks>
    public JsonElement Request { get; init; }

    /// <summary>Gets the tools that the model was given, including those of a stored history; null uses those of the request.</summary>
    internal ServedTools? Tools { get; init; }

    /// <summary>Whether <c>store</c> is true in the response if the request does not have it.</summary>
    internal bool IsKept { get; init; }

    /// <summary>
    /// Gets whether text or reasoning that is only white space becomes an item. The default is false, because models write line breaks
    /// between reasoning and a call, and an empty <c>&lt;think&gt;</c> block before an answer. White space next to other text is always
    /// kept.
    /// </summary>
    public bool KeepWhiteSpace { get; init; }

    /// <summary>
    /// Gets the function that turns the text of a reasoning item into its <c>encrypted_content</c>, which a client can send back in a later
    /// request. The emitter calls it once for each reasoning item, when the item is done, and only if the request includes
    /// <c>reasoning.encrypted_content</c>. The emitter does not catch its exceptions. Null, the default, means no encrypted content.
    /// </summary>
    public Func<string, string>? SealReasoning { get; init; }

    /// <summary>Gets the clock for <c>created_at</c> and <c>completed_at</c>. The default is the system's clock.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider Clock
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = TimeProvider.System;

    /// <summary>
    /// Gets the function that creates ids. Its argument is the prefix: <c>resp</c>, <c>msg</c>, <c>rs</c>, <c>fc</c>, <c>ctc</c> or
    /// <c>call</c>. It returns a unique id that should begin with the prefix. Null, the default: the id of the response has 32 random
    /// hexadecimal digits, and the other ids have the same digits and a number.
    /// </summary>
    public Func<string, string>? NewId { get; init; }
}
