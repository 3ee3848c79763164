using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>Asks every public property of an object, and of all that these give.</summary>
internal static class Walker
{
    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Get)[]> Getters = new();

    /// <summary>Asks them all.</summary>
    /// <exception cref="Exception">Whatever a property throws.</exception>
    public static void Walk(object? value)
    {
        switch (value)
        {
            case null or string or JsonElement or Exception or ReadOnlyMemory<byte>:
                return;
            case IEnumerable list:
                foreach (var item in list)
                {
                    Walk(item);
                }

                return;
        }

        var type = value.GetType();
        if (type.Assembly != typeof(Response).Assembly || type.IsEnum)
        {
            return;
        }

        foreach (var (_, get) in Getters.GetOrAdd(type, Compile))
        {
            Walk(get(value));
        }

        _ = value.GetHashCode();
        _ = value.ToString();
        if (!value.Equals(value))
        {
            throw new InvalidOperationException($"A {type.Name} does not equal itself.");
        }

        if (value is WireObject wire)
        {
            Write(wire);
        }
    }

    private static void Write(WireObject wire)
    {
        _ = wire.ToJson();
        _ = wire.ToJson(indented: true);
        using var writer = new Utf8JsonWriter(Stream.Null);
        wire.WriteTo(writer);
    }

    private static (string Name, Func<object, object?> Get)[] Compile(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
            .Select(property => (property.Name, Getter(property))),
    ];

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var value = System.Linq.Expressions.Expression.Parameter(typeof(object));
        var get = System.Linq.Expressions.Expression.Property(System.Linq.Expressions.Expression.Convert(value, property.DeclaringType!), property);
        return System.Linq.Expressions.Expression.Lambda<Func<object, object?>>(System.Linq.Expressions.Expression.Convert(get, typeof(object)), value).Compile();
    }
}
