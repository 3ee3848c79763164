using System.Text;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>
/// A JSON value that may be broken: names and leaves are the bytes that are written, so that a member may stand twice, a name be
/// escaped, and a leaf be no JSON at all.
/// </summary>
internal sealed class Node
{
    private Node(NodeKind kind, byte[] raw)
    {
        Kind = kind;
        Raw = raw;
    }

    public NodeKind Kind { get; private set; }

    /// <summary>What a leaf is written as.</summary>
    public byte[] Raw { get; private set; }

    /// <summary>The members of an object; the values of an array, whose names are empty.</summary>
    public List<(byte[] Name, Node Value)> Children { get; private set; } = [];

    public static Node Object() => new(NodeKind.Object, []);

    public static Node Array() => new(NodeKind.Array, []);

    public static Node Leaf(byte[] raw) => new(NodeKind.Leaf, raw);

    public static Node Leaf(string raw) => new(NodeKind.Leaf, Encoding.UTF8.GetBytes(raw));

    /// <summary>The value of the last member of this name; null where there is none.</summary>
    public Node? Member(ReadOnlySpan<byte> name)
    {
        for (var i = Children.Count - 1; i >= 0; i--)
        {
            if (Kind == NodeKind.Object && Children[i].Name.AsSpan().SequenceEqual(name))
            {
                return Children[i].Value;
            }
        }

        return null;
    }

    public void Set(string name, Node value)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var at = Children.FindIndex(child => child.Name.AsSpan().SequenceEqual(utf8));
        if (at < 0)
        {
            Children.Add((utf8, value));
        }
        else
        {
            Children[at] = (utf8, value);
        }
    }

    public void Remove(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        Children.RemoveAll(child => child.Name.AsSpan().SequenceEqual(utf8));
    }

    /// <summary>Becomes another value.</summary>
    public void Become(Node other) => (Kind, Raw, Children) = (other.Kind, other.Raw, other.Children);

    public Node Clone()
    {
        var copy = new Node(Kind, Raw);
        foreach (var (name, value) in Children)
        {
            copy.Children.Add((name, value.Clone()));
        }

        return copy;
    }

    /// <summary>This value and all within it.</summary>
    public void Collect(List<Node> into)
    {
        into.Add(this);
        foreach (var (_, value) in Children)
        {
            value.Collect(into);
        }
    }

    public byte[] ToBytes()
    {
        using var output = new MemoryStream();
        Write(output);
        return output.ToArray();
    }

    private void Write(MemoryStream output)
    {
        if (Kind == NodeKind.Leaf)
        {
            output.Write(Raw);
            return;
        }

        output.WriteByte((byte)(Kind == NodeKind.Object ? '{' : '['));
        for (var i = 0; i < Children.Count; i++)
        {
            if (i > 0)
            {
                output.WriteByte((byte)',');
            }

            if (Kind == NodeKind.Object)
            {
                output.WriteByte((byte)'"');
                output.Write(Children[i].Name);
                output.Write("\":"u8);
            }

            Children[i].Value.Write(output);
        }

        output.WriteByte((byte)(Kind == NodeKind.Object ? '}' : ']'));
    }
}
