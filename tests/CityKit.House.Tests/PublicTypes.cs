using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace CityKit.House.Tests;

/// <summary>What the packages show: their public types, without what a compiler made.</summary>
internal static class PublicTypes
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Docs = [];

    internal static IReadOnlyList<Type> All { get; } =
        [.. PackageProject.All.SelectMany(package => Of(package.AssemblyFile)).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    internal static IEnumerable<Type> Values => All.Where(type => type is { IsValueType: true, IsEnum: false, IsByRefLike: false });

    /// <summary>The <c>Parse</c> of a type that is read from a text (<see cref="IParsable{TSelf}"/>).</summary>
    internal static MethodInfo? ParserOf(Type type) => type.GetInterfaces().Any(IsParsable)
        ? type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)]) : null;

    /// <summary>What its documentation says, as the package has it.</summary>
    internal static string DocOf(Type type) => Docs.GetOrAdd(type.Assembly.Location, Read)
        .GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}", "");

    private static Dictionary<string, string> Read(string assemblyFile) => XDocument.Load(Path.ChangeExtension(assemblyFile, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, member => $"{member}");

    private static bool IsParsable(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IParsable<>);

    private static IEnumerable<Type> Of(string assemblyFile) => Assembly.LoadFrom(assemblyFile).GetExportedTypes()
        .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null);
}
