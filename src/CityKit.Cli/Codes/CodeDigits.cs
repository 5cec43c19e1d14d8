using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Cli.Codes;

/// <summary>Digits only, or the first character that is not one.</summary>
internal static class CodeDigits
{
    internal static CodeProblem? Check(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyExceptInRange('0', '9');
        return at < 0 ? null : new CodeProblem("digit", at, 1, new LocalizedText(
            $"第 {at + 1} 个字符“{text[at]}”不是数字 0-9。", $"Character {at + 1}, '{text[at]}', is not a digit 0-9."));
    }
}
