namespace AgenticApi.Protocol;

/// <summary>What contains a text.</summary>
internal enum Shape
{
    /// <summary>The item itself.</summary>
    Item,

    /// <summary>One object in the item.</summary>
    Object,

    /// <summary>An array of objects in the item: its parts.</summary>
    Parts,

    /// <summary>An array of strings in an object in the item.</summary>
    Strings,
}
