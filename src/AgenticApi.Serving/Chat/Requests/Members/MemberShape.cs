namespace AgenticApi.Serving.Chat;

/// <summary>What a member of a request must be.</summary>
internal enum MemberShape
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A string.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number without a fraction.</summary>
    Integer,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array of anything.</summary>
    Array,

    /// <summary>An array of strings.</summary>
    Texts,

    /// <summary>A string, or an array of strings.</summary>
    TextOrTexts,

    /// <summary>A string, or an object.</summary>
    TextOrObject,
}
