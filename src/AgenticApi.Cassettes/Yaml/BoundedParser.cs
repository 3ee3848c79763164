using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgenticApi.Cassettes;

/// <summary>
/// Rejects YAML that needs far more memory or stack than its size: aliases repeat their values, and the tree is built and read recursively.
/// </summary>
internal sealed class BoundedParser(string path, IParser inner) : IParser
{
    /// <summary>The maximum nesting depth of lists and mappings.</summary>
    public const int MaxDepth = 128;

    /// <summary>How many lists, mappings, keys and values there may be: a million events with their times, and as much of other things.</summary>
    public const int MaxNodes = 3_000_000;

    private int _depth;
    private int _nodes;

    public ParsingEvent? Current => inner.Current;

    /// <exception cref="CassetteException">A limit is exceeded.</exception>
    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        switch (inner.Current)
        {
            case AnchorAlias alias:
                throw Refused(alias, "the YAML has an alias, which is not taken. Write the value out in its place");
            case NodeEvent when ++_nodes > MaxNodes:
                throw Refused(inner.Current, $"the YAML has more than {MaxNodes} values. Write long bodies as text");
            case SequenceStart or MappingStart when ++_depth > MaxDepth:
                throw Refused(inner.Current, $"the YAML is nested deeper than {MaxDepth} levels. Write deep bodies as text");
            case SequenceEnd or MappingEnd:
                _depth--;
                break;
        }

        return true;
    }

    private CassetteException Refused(ParsingEvent at, string why) => new($"{path}: {why} (line {at.Start.Line}).");
}
