using System.Text.Json;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>What a response says of itself, and how its events are made.</summary>
public sealed class ResponseEmitterOptions
{
    /// <summary>The model that answers; null takes the request's.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The request that is answered, as JSON. The response repeats what the protocol says it does (<c>instructions</c>, <c>tools</c>,
    /// <c>metadata</c>, <c>previous_response_id</c> and the like), and has the protocol's default where the request says nothing; <c>store</c>
    /// is false then, for an emitter keeps nothing. Read when the emitter is made. Undefined, the default, stands for an empty request.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The tools decide what a call becomes. The model calls a tool of a <c>namespace</c> by both names (<c>namespace__name</c>), and its item has
    /// the bare name and the <c>namespace</c>. A <c>custom</c> tool is a function whose argument <c>input</c> is the text that its
    /// <c>custom_tool_call</c> has.
    /// </para>
    /// <para>
    /// With <c>background</c> the response is queued first: see <see cref="ResponseEventEmitter.Queue"/>. <c>include</c> decides about
    /// <c>message.output_text.logprobs</c> and <c>reasoning.encrypted_content</c>.
    /// </para>
    /// </remarks>
    public JsonElement Request { get; init; }

    /// <summary>The tools that the model was given, those of a kept history too; null takes the request's.</summary>
    internal ServedTools? Tools { get; init; }

    /// <summary>Whether the response is kept unless the request says otherwise, so that <c>store</c> is true in it.</summary>
    internal bool IsKept { get; init; }

    /// <summary>
    /// Whether text or reasoning of nothing but white space makes an item. Default: false, for models put line breaks between their
    /// reasoning and a call, and an empty <c>&lt;think&gt;</c> block before an answer. White space beside other text is kept always.
    /// </summary>
    public bool KeepWhiteSpace { get; init; }

    /// <summary>
    /// Makes of raw reasoning the opaque text that stands as <c>encrypted_content</c> in its item, for clients that keep it and give it back. Asked
    /// once for each reasoning item when it is done, and only if the request includes <c>reasoning.encrypted_content</c>. What it throws, the
    /// emitter throws. Null, the default, for none.
    /// </summary>
    public Func<string, string>? SealReasoning { get; init; }

    /// <summary>Tells <c>created_at</c> and <c>completed_at</c>. Default: the system's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Makes ids that are unique: given <c>resp</c>, <c>msg</c>, <c>rs</c>, <c>fc</c>, <c>ctc</c> or <c>call</c>, it returns the whole id, which should
    /// begin so. Null, the default: the response has 32 random hexadecimal digits, and what belongs to it has the same and a number behind.
    /// </summary>
    public Func<string, string>? NewId { get; init; }
}
