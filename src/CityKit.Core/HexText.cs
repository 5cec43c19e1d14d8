namespace CityKit.Core;

/// <summary>What is said of a text that is no id of 128 bits.</summary>
internal static class HexText
{
    internal static FormatException Wrong(string? text) =>
        new($"'{text}' is not 32 hexadecimal digits. “{text}”须为 32 位十六进制数字。");
}
