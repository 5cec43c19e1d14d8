namespace CityKit.Core.Text;

/// <summary>A place in a text file. <c>default</c> is line 0, which no file has.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
public readonly record struct FilePlace(int Line, int Column);
