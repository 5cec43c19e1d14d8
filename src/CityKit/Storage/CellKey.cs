namespace CityKit.Storage;

/// <summary>Which piece of a module's state. <c>default</c> names no piece.</summary>
/// <param name="Module">Whose; 1 to 32 of a-z, 0-9, '_'.</param>
/// <param name="Key">Which; at most 256 characters.</param>
public readonly record struct CellKey(string Module, string Key);
