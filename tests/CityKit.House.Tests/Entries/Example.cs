using System.Xml.Linq;

namespace CityKit.House.Tests.Entries;

/// <summary>The code of one example, and the member that it is of.</summary>
/// <param name="Member">The member's id, such as <c>M:CityKit.CityHub.StopAsync</c>, and a number where it has several.</param>
/// <param name="Namespace">The namespace of the member's type.</param>
/// <param name="Code">Statements, and types or members where it declares any.</param>
internal sealed record Example(string Member, string Namespace, string Code)
{
    /// <summary>Every example of every member of every package.</summary>
    internal static IReadOnlyList<Example> All { get; } = [.. XmlDocumentation.Members
        .SelectMany(member => member.Value.Elements("example").Elements("code").Select((code, at) =>
            new Example(at == 0 ? member.Key : $"{member.Key} {at + 1}", NamespaceOf(member.Key), code.Value)))
        .DistinctBy(example => (example.Namespace, example.Code)) // a primary constructor has its type's
        .OrderBy(example => example.Member, StringComparer.Ordinal)];

    private static string NamespaceOf(string member) => PublicTypes.All
        .Where(type => $"{member[2..]}.".StartsWith($"{type.FullName}.", StringComparison.Ordinal))
        .MaxBy(type => type.FullName!.Length)?.Namespace
        ?? throw new InvalidOperationException($"{member} has an example and is no member of a public type.");
}
