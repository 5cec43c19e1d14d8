namespace CityKit.Core.Text;

/// <summary>One member of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of the name, from 1.</param>
/// <param name="Column">The column of the name in characters, from 1.</param>
/// <param name="Value">Its value.</param>
public sealed record JsonMember(string Name, int Line, int Column, JsonValue Value);
