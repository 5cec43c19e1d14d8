using CityKit.Core;

namespace CityKit.Grids.Areas;

/// <summary>One line of an area table that cannot be used (区划表问题). The rest loads.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Field">The column's name; empty when it is the line as a whole.</param>
/// <param name="Found">What is there.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record AreaTableProblem(int Line, string Field, string Found, LocalizedText Message)
{
    /// <summary>Line, field and message.</summary>
    public override string ToString() => $"line {Line}, {Field} '{Found}': {Message}";
}
