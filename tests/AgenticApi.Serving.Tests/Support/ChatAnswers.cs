using System.Text;
using AgenticApi.Serving;

namespace AgenticApi.Tests.Support;

/// <summary>Answers of a Chat Completions server.</summary>
internal static class ChatAnswers
{
    public const string Done = "[DONE]";

    /// <summary>Returns a chunk with a delta.</summary>
    public static string Delta(string delta) => $$"""{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    /// <summary>Reads a stream of chunks and emits it.</summary>
    public static async Task<Emission> Stream(params string[] data) => Emit.All(await Read(data));

    /// <summary>Reads the deltas of a stream of chunks.</summary>
    public static async Task<List<ModelDelta>> Read(params string[] data) => await ChatCompletionReader.ReadAsync(Sse(data)).ToListAsync();

    /// <summary>Reads a blocking answer and emits it.</summary>
    public static Emission Whole(string body, ResponseEmitterOptions? options = null) => Emit.All(ChatCompletionReader.FromJson(Encoding.UTF8.GetBytes(body)), options);

    public static MemoryStream Sse(params string[] data) => new(Encoding.UTF8.GetBytes(string.Concat(data.Select(d => $"data: {d}\n\n"))));
}
