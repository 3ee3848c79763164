using System.Buffers;
using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using AgenticApi.Serving;
using OpenAI;
using OpenAI.Responses;

namespace AgenticApi.Tests.Support;

/// <summary>Emits deltas, and checks all guarantees of the emitted events.</summary>
internal static class Emit
{
    private static readonly ModelReaderWriterOptions WireFormat = new("W");

    /// <summary>Options with consecutive ids and a stopped clock.</summary>
    public static ResponseEmitterOptions Options(string? request = null, bool keepWhiteSpace = false, Func<string, string>? sealReasoning = null)
    {
        var ids = new Dictionary<string, int>();
        return new()
        {
            Model = request is null ? "m" : null,
            Request = request is null ? default : JsonNode.Parse(request).Deserialize(),
            KeepWhiteSpace = keepWhiteSpace,
            SealReasoning = sealReasoning,
            Clock = new StoppedClock(),
            NewId = prefix => $"{prefix}_{ids[prefix] = ids.GetValueOrDefault(prefix) + 1}",
        };
    }

    /// <summary>Emits the deltas and checks the events.</summary>
    public static Emission All(IEnumerable<ModelDelta> deltas, ResponseEmitterOptions? options = null)
    {
        var emitter = new ResponseEventEmitter(options ?? Options());
        List<ResponseStreamEvent> events = [.. deltas.SelectMany(emitter.Add)];
        events.AddRange(emitter.Finish());
        return new Emission(events, Check(events, emitter.Response!));
    }

    public static Emission All(params ModelDelta[] deltas) => All(deltas, null);

    public static byte[] Bytes(IEnumerable<ResponseStreamEvent> events)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var e in events)
        {
            ResponseEventWriter.Write(e, output);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Checks that the events fold strictly to the response of the emitter, and that the OpenAI package can read them.
    /// </summary>
    public static AccumulatedResponse Check(IReadOnlyList<ResponseStreamEvent> events, Response response)
    {
        var folded = ResponseAccumulator.FromStreamAsync(new MemoryStream(Bytes(events)), new() { Strict = true }).GetAwaiter().GetResult();
        folded.Deviations.Should().BeEmpty();
        folded.Response.Should().Be(response);
        folded.Response.Output.Should().Equal(events.OfType<OutputItemDoneEvent>().Select(e => e.Item!));
        events.Select(e => e.SequenceNumber).Should().Equal(Enumerable.Range(0, events.Count).Select(n => (long?)n));
        foreach (var e in events)
        {
            ModelReaderWriter.Read<StreamingResponseUpdate>(BinaryData.FromBytes(e.Utf8Json), WireFormat, OpenAIContext.Default).Should().NotBeNull();
        }

        Grammar.Check(events);
        return folded;
    }

    private static System.Text.Json.JsonElement Deserialize(this JsonNode? node) => System.Text.Json.JsonDocument.Parse(node!.ToJsonString()).RootElement;

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
    }
}

/// <summary>The events and the response of some deltas.</summary>
internal sealed record Emission(IReadOnlyList<ResponseStreamEvent> Events, AccumulatedResponse Folded)
{
    public Response Response => Folded.Response;

    public IEnumerable<string> Types => Events.Select(e => e.Type.Replace("response.", "", StringComparison.Ordinal));

    /// <summary>The items, each with its kind and its text.</summary>
    public IEnumerable<string> Items => Response.Output.Select(item => item switch
    {
        MessageItem { Content: [OutputTextPart text] } => $"text:{text.Text}",
        MessageItem { Content: [RefusalPart refusal] } => $"refusal:{refusal.Refusal}",
        ReasoningItem reasoning => $"reasoning:{reasoning.ReasoningText}",
        FunctionCallItem call => $"{Prefix(call.Namespace)}{call.Name}({call.Arguments})",
        CustomToolCallItem call => $"{Prefix(call.Namespace)}{call.Name}<{call.Input}>",
        _ => item.Type,
    });

    private static string Prefix(string? outer) => outer is null ? "" : outer + "/";
}
