using System.Text;
using AgenticApi.Serving;

namespace AgenticApi.Tests.Support;

/// <summary>Answers of a Chat Completions server.</summary>
internal static class ChatAnswers
{
    public const string Done = "[DONE]";

    /// <summary>A chunk whose choice has this delta.</summary>
    public static string Delta(string delta) => $$"""{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    /// <summary>What a stream of these chunks becomes.</summary>
    public static async Task<Emission> Stream(params string[] data) => Emit.All(await Read(data));

    /// <summary>The deltas of a stream of these chunks.</summary>
    public static async Task<List<ModelDelta>> Read(params string[] data) => await ChatCompletionReader.ReadAsync(Sse(data)).ToListAsync();

    /// <summary>What a blocking answer becomes.</summary>
    public static Emission Whole(string body, ResponseEmitterOptions? options = null) => Emit.All(ChatCompletionReader.FromJson(Encoding.UTF8.GetBytes(body)), options);

    public static MemoryStream Sse(params string[] data) => new(Encoding.UTF8.GetBytes(string.Concat(data.Select(d => $"data: {d}\n\n"))));
}
