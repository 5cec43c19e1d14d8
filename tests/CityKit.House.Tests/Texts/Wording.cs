using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityKit.House.Tests.Texts;

/// <summary>What an expression says: its words, and in braces what is filled in.</summary>
internal static partial class Wording
{
    private const int MostOfAName = 48;
    private const int WordsOfASentence = 3;

    /// <summary>Whether it has Chinese that is no sample in quotes, as in: a limit such as '4工作时'.</summary>
    internal static bool IsChinese(string text) => Sample().Replace(WithoutHoles(text), "").Any(IsChinese);

    internal static bool IsChinese(char c) => c is >= '\u4e00' and <= '\u9fff';

    /// <summary>Whether it has words for people, and not symbols and values alone.</summary>
    internal static bool HasWords(string text) => WithoutHoles(text).Any(char.IsLetter);

    /// <summary>Whether it says something, and is no label: a word may have more than one sense, and Chinese has no plural.</summary>
    internal static bool IsSentence(string english) =>
        WithoutHoles(english).Split(' ').Count(word => word.Any(char.IsLetter)) >= WordsOfASentence;

    /// <summary>Whether its first letter is one of English.</summary>
    internal static bool BeginsInEnglish(string text) => char.IsAsciiLetter(WithoutHoles(text).FirstOrDefault(char.IsLetter));

    internal static bool IsCode(string text) => Code().IsMatch(text);

    /// <summary>A text of its own, in a literal or with values in it.</summary>
    internal static bool IsText(SyntaxNode node) => node.RawKind is
        (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.Utf8StringLiteralExpression
            or (int)SyntaxKind.InterpolatedStringExpression;

    /// <summary>Whether a text is in it, and not only in what is filled in by a call.</summary>
    internal static bool HasText(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => HasText(inner.Expression),
        BinaryExpressionSyntax two => HasText(two.Left) || HasText(two.Right),
        ConditionalExpressionSyntax choice => HasText(choice.WhenTrue) || HasText(choice.WhenFalse),
        SwitchExpressionSyntax choice => choice.Arms.Any(arm => HasText(arm.Expression)),
        InvocationExpressionSyntax call when Written(call) is { } text => HasText(text),
        _ => IsText(expression),
    };

    /// <summary>The text that a call only writes in the invariant culture or trims; null for another call.</summary>
    internal static ExpressionSyntax? Written(InvocationExpressionSyntax call) => call.Expression switch
    {
        IdentifierNameSyntax { Identifier.Text: "Invariant" } => call.ArgumentList.Arguments[^1].Expression,
        MemberAccessExpressionSyntax
        {
            Name.Identifier.Text: "Invariant" or "Create", Expression: PredefinedTypeSyntax or IdentifierNameSyntax,
        }
            when call.ArgumentList.Arguments is [.., var last] => last.Expression,
        MemberAccessExpressionSyntax { Name.Identifier.Text: "TrimEnd" } trimmed => trimmed.Expression,
        _ => null,
    };

    internal static string Of(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when IsText(literal) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(Of)),
        ParenthesizedExpressionSyntax inner => Of(inner.Expression),
        BinaryExpressionSyntax two when two.IsKind(SyntaxKind.AddExpression) => Of(two.Left) + Of(two.Right),
        BinaryExpressionSyntax two when HasText(two) => $"[{Of(two.Left)}|{Of(two.Right)}]",
        ConditionalExpressionSyntax choice when HasText(choice) => $"[{Of(choice.WhenTrue)}|{Of(choice.WhenFalse)}]",
        SwitchExpressionSyntax choice when HasText(choice) => $"[{string.Join('|', choice.Arms.Select(arm => Of(arm.Expression)))}]",
        InvocationExpressionSyntax call when Written(call) is { } text && HasText(text) => Of(text),
        _ => $"{{{NameOf(expression)}}}",
    };

    private static string Of(InterpolatedStringContentSyntax part) => part switch
    {
        InterpolatedStringTextSyntax text => text.TextToken.ValueText,
        InterpolationSyntax hole => Of(hole.Expression),
        _ => "",
    };

    private static string NameOf(ExpressionSyntax expression)
    {
        var name = Language().Replace(Space().Replace(expression.ToString(), ""), "").Replace("{", "(").Replace("}", ")");
        return name.Length <= MostOfAName ? name : $"{name[..MostOfAName]}…";
    }

    private static string WithoutHoles(string text) => Hole().Replace(text, "");

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("'[^' ]*'")]
    private static partial Regex Sample();

    [GeneratedRegex(@"^[A-Za-z][\w.:*-]*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"\.(Zh|En)\b")]
    private static partial Regex Language();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
