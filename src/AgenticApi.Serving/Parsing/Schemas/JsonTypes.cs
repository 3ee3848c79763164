namespace AgenticApi.Serving;

/// <summary>Types of JSON values, as schemas name them.</summary>
[Flags]
public enum JsonTypes
{
#pragma warning disable CA1720 // They are the names of JSON's types.
    /// <summary>No type: no value is valid.</summary>
    None = 0,

    /// <summary><c>null</c>.</summary>
    Null = 1,

    /// <summary><c>true</c> and <c>false</c>.</summary>
    Boolean = 2,

    /// <summary>A number without a fraction.</summary>
    Integer = 4,

    /// <summary>Any number; a schema that says so allows <see cref="Integer"/> too.</summary>
    Number = 8,

    /// <summary>A string.</summary>
    String = 16,

    /// <summary>An array.</summary>
    Array = 32,

    /// <summary>An object.</summary>
    Object = 64,

    /// <summary>Every type: the schema says nothing of it.</summary>
    Any = Null | Boolean | Integer | Number | String | Array | Object,
#pragma warning restore CA1720
}
