namespace CityKit.House.Tests.Texts;

/// <summary>One text for people as the source has it, in English and in Chinese.</summary>
/// <param name="Code">The code that it is called by, where it has one.</param>
/// <param name="English">The English text; what is filled in is in braces.</param>
/// <param name="Chinese">The Chinese text; what is filled in is in braces.</param>
/// <param name="File">The file, from the package's folder on.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record BothLanguages(string Code, string English, string Chinese, string File, int Line)
{
    internal string Place => $"{File}:{Line}";
}
