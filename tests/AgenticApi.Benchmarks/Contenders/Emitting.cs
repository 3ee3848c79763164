using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Benchmarks.Contenders;

/// <summary>
/// A response as a server sends it, reasoning, text and calls in pieces of a token's size, nine events of ten deltas as in the recordings: by
/// the emitter, and by <see cref="Utf8JsonWriter"/> alone, which writes the same events member by member, each as bytes of its own. The writer
/// knows every value beforehand, and keeps no state. Of both the bytes are looked at and forgotten.
/// </summary>
internal sealed class Emitting
{
    private const int Repetitions = 6;
    private static readonly string[] Tokens = ["The", " rain", " in", " Oslo", ",", "\n", " \"wet\"", " 12", " °C", " falls", "."];

    private readonly ModelDelta[] _deltas;
    private readonly JsonPlan[] _events;

    public Emitting()
    {
        var deltas = new List<ModelDelta>();
        for (var i = 0; i < Repetitions; i++)
        {
            deltas.AddRange(Enumerable.Repeat(Tokens, 10).SelectMany(tokens => tokens).Select(token => new ReasoningDelta(token)));
            deltas.AddRange(Enumerable.Repeat(Tokens, 5).SelectMany(tokens => tokens).Select(token => new ContentDelta(token)));
            deltas.Add(new ToolCallDelta(i) { Id = $"call_{i}", Name = "get_weather" });
            deltas.AddRange(((string[])["{\"", "city", "\":\"", "Os", "lo", "\"}"]).Select(piece => new ToolCallDelta(i) { Arguments = piece }));
        }

        _deltas = [.. deltas];
        var events = new List<ResponseStreamEvent>();
        Emit(events.Add);
        _events = [.. events.Select(e => JsonPlan.Of(e.Json))];
    }

    /// <summary>What was looked at: the bytes of all events so far.</summary>
    public long Bytes { get; private set; }

    public IReadOnlyList<Contender> Contenders() =>
    [
        new("floor: Utf8JsonWriter, the same events", _events.Length, Write),
        new("ours: ResponseEventEmitter", _events.Length, () => Emit(e => Bytes += e.Utf8Json.Length)),
    ];

    private void Emit(Action<ResponseStreamEvent> send)
    {
        var emitter = new ResponseEventEmitter(new() { Model = "m" });
        foreach (var delta in _deltas)
        {
            foreach (var e in emitter.Add(delta))
            {
                send(e);
            }
        }

        foreach (var e in emitter.Finish())
        {
            send(e);
        }
    }

    private void Write()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        foreach (var e in _events)
        {
            output.ResetWrittenCount();
            writer.Reset();
            e.Write(writer);
            writer.Flush();
            Bytes += output.WrittenSpan.ToArray().Length;
        }
    }
}
