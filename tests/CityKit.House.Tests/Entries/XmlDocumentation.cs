using System.Xml.Linq;

namespace CityKit.House.Tests.Entries;

/// <summary>The XML documentation of the packages' members, as it ships beside each assembly.</summary>
internal static class XmlDocumentation
{
    /// <summary>Every documented member by its id, such as <c>T:CityKit.CityHub</c>.</summary>
    internal static IReadOnlyDictionary<string, XElement> Members { get; } = PackageProject.All
        .Select(package => Path.ChangeExtension(package.AssemblyFile, "xml"))
        .SelectMany(file => XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member"))
        .ToLookup(member => member.Attribute("name")!.Value)
        .ToDictionary(same => same.Key, same => same.First()); // sources that packages share are in several

    internal static XElement? Of(Type type) => Members.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}");

    /// <summary>An element's text in one line, with names of code in backticks.</summary>
    internal static string TextOf(XElement element) =>
        string.Join(' ', string.Concat(element.Nodes().Select(Text)).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "para" } para => $"{TextOf(para)} ",
        XElement element when (element.Attribute("cref") ?? element.Attribute("name")) is { } named => $"`{NameOf(named.Value)}`",
        _ => "",
    };

    /// <summary>The last name of a member's id: <c>Open</c> of <c>M:CityKit.Hub.Open(System.String)</c>.</summary>
    private static string NameOf(string id) => id.Split('(')[0].Split('.')[^1].Split('`')[0].Split(':')[^1];
}
