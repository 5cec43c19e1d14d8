namespace CityKit.Credentials.Passes;

/// <summary>One field of a pass (通行证字段), such as <c>fleet</c>: nothing personal, as everybody who sees the code can read it.</summary>
/// <param name="Name">Its name: 1 to 16 of a-z, 0-9 and '-'.</param>
/// <param name="Value">1 to 48 bytes of UTF-8.</param>
public sealed record PassField(string Name, string Value);
