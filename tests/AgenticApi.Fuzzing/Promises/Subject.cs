using AgenticApi.Fuzzing.Generation;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>An input with what several promises need of it, each read once.</summary>
internal sealed class Subject(FuzzInput input)
{
    private InputFacts? _facts;
    private Outcome? _whole;
    private List<ResponseStreamEvent>? _events;

    public FuzzInput Input => input;

    public byte[] Bytes => input.Bytes;

    /// <summary>What the framework's readers say of the input.</summary>
    public InputFacts Facts => _facts ??= new InputFacts(input);

    /// <summary>What the library makes of it all at once.</summary>
    public Outcome Whole => _whole ??= Fold.Whole(input.Bytes, input.IsBody);

    /// <summary>The stream's events as the library reads them; empty where it refuses the stream.</summary>
    public List<ResponseStreamEvent> Events => _events ??= ReadEvents();

    private List<ResponseStreamEvent> ReadEvents()
    {
        try
        {
            return input.IsBody ? [] : Fold.Read(input.Bytes);
        }
        catch (ResponseProtocolException)
        {
            return [];
        }
    }
}
