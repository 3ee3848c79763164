namespace AgenticApi.Fuzzing.Generation;

internal enum NodeKind
{
    Object,
    Array,

    /// <summary>A string, number, literal, or anything else that is written as it stands.</summary>
    Leaf,
}
