using System.Text;

namespace CityKit.House.Tests.Texts;

/// <summary>A package's page of docs/texts.</summary>
internal static class TextPage
{
    internal static string Of(PackageTexts package)
    {
        var page = new StringBuilder($"# Texts of {package.Name}\n\n");
        page.Append("What people read, English beside Chinese. Drawn from the source: change a text there, then draw the page with ")
            .Append("CITYKIT_WRITE_DOCS=1. In braces is what is filled in, in brackets what is chosen from.\n\n")
            .Append("| code | English | Chinese | file |\n|---|---|---|---|\n");
        foreach (var row in Rows(package.Paired)) page.Append(row).Append('\n');
        return page.ToString();
    }

    private static IEnumerable<string> Rows(IEnumerable<BothLanguages> texts) =>
        from text in texts
        group Path.GetFileName(text.File) by (text.Code, text.English, text.Chinese) into same
        orderby same.Key.Code.Length == 0, same.Key
        select $"| {Cell(same.Key.Code)} | {Cell(same.Key.English)} | {Cell(same.Key.Chinese)} | {string.Join(", ", same.Distinct())} |";

    private static string Cell(string text) => text.Trim().ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
