using System.Reflection;
using System.Text;

namespace AgenticApi.Tests.Api;

/// <summary>The public API of an assembly as text, one line for each member, so that no change goes unnoticed.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string Bases(Type type)
    {
        var bases = new List<Type>();
        if (!type.IsEnum && !type.IsValueType && type.BaseType is { } parent && parent != typeof(object))
        {
            bases.Add(parent);
        }

        bases.AddRange(type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.IsPublic).OrderBy(i => i.Name, StringComparer.Ordinal));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases.Select(Name));
    }

    private static string[] Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type);
        }

        var fields = type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily)
            .Select(f => f.IsLiteral ? $"const {Name(f.FieldType)} {f.Name} = \"{f.GetRawConstantValue()}\"" : $"field {Name(f.FieldType)} {f.Name}");
        var constructors = type.GetConstructors(Declared).Where(c => c.IsPublic || c.IsFamily).Select(c => $"new({Parameters(c)})");
        var properties = type.GetProperties(Declared).Where(p => IsOpen(p.GetMethod ?? p.SetMethod!))
            .Select(p => $"{Modifier(p.GetMethod ?? p.SetMethod!)}{Name(p.PropertyType)}{Null(p)} {p.Name} {{ {(p.GetMethod is not null ? "get; " : "")}{Setter(p)}}}");
        var methods = type.GetMethods(Declared).Where(m => IsOpen(m) && !m.IsSpecialName && !m.Name.Contains('<') && m.Name is not ("Deconstruct" or "GetHashCode" or "Equals" or "ToString"))
            .Select(m => $"{Modifier(m)}{Name(m.ReturnType)}{Null(m.ReturnParameter)} {m.Name}({Parameters(m)})");
        return [.. fields, .. constructors, .. properties, .. methods];
    }

    private static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifier(MethodBase method) =>
        method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is MethodInfo { IsVirtual: true, IsFinal: false } m ? m.GetBaseDefinition() == m ? "virtual " : "override " : "";

    private static string Setter(PropertyInfo property) =>
        property.SetMethod is not { } set || !IsOpen(set) ? ""
        : set.ReturnParameter.GetRequiredCustomModifiers().Any(t => t.Name == "IsExternalInit") ? "init; "
        : "set; ";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)}{Null(p)} {p.Name}{(p.HasDefaultValue ? " = " + Text(p.DefaultValue) : "")}"));

    private static object Text(object? defaultValue) => defaultValue is string text ? $"\"{text}\"" : defaultValue ?? "default";

    private static string Null(PropertyInfo property) => new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable && !property.PropertyType.IsValueType ? "?" : "";

    private static string Null(ParameterInfo parameter) => new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable && !parameter.ParameterType.IsValueType ? "?" : "";

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : !type.IsGenericType ? type.Name
        : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
