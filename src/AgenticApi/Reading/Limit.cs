using System.Globalization;

namespace AgenticApi.Reading;

/// <summary>Enforces the limits of <see cref="ResponseAccumulatorOptions"/>.</summary>
internal static class Limit
{
    /// <summary>Throws if the count has reached the limit, so that one more would exceed it.</summary>
    /// <exception cref="ResponseProtocolException">The limit is reached. The message names the option.</exception>
    public static void Check(long count, long most, string option, string what)
    {
        if (count >= most)
        {
            throw new ResponseProtocolException(string.Create(
                CultureInfo.InvariantCulture,
                $"The server sent more than {most} {what}. To allow more from a trusted server, increase {nameof(ResponseAccumulatorOptions)}.{option}."));
        }
    }
}
