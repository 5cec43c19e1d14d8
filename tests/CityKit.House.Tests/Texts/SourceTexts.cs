using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityKit.House.Tests.Texts;

/// <summary>The texts of one source file: those in both languages, and those that have only one.</summary>
internal sealed class SourceTexts
{
    private readonly string file;

    private SourceTexts(string file) => this.file = file;

    internal List<BothLanguages> Paired { get; } = [];

    internal List<LoneText> Lone { get; } = [];

    internal static SourceTexts Read(string file, string source)
    {
        var texts = new SourceTexts(file);
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        texts.AddChinese(root);
        texts.Lone.AddRange(EnglishAlone.In(root).Select(text => new LoneText(Wording.Of(text), file, LineOf(text))));
        return texts;
    }

    private void AddChinese(SyntaxNode root)
    {
        var chinese = root.DescendantNodes().Where(Wording.IsText).Select(Whole).Distinct()
            .Where(text => Wording.IsChinese(Wording.Of(text))).ToList();
        var english = chinese.ToDictionary(text => text, Counterpart.Of);
        foreach (var text in chinese.Except(english.Values.OfType<ExpressionSyntax>()))
            Add(text, english[text], isPart: text.Ancestors().OfType<ExpressionSyntax>().Any(english.ContainsKey));
    }

    private void Add(ExpressionSyntax text, ExpressionSyntax? english, bool isPart)
    {
        var (words, line) = (Wording.Of(text), LineOf(text));
        if (english is not null && !CombinedText.IsSurely(words))
            Paired.Add(new BothLanguages(Counterpart.CodeOf(text, english), Wording.Of(english), words, file, line));
        else if (CombinedText.Split(words) is var (en, zh)) Paired.Add(new BothLanguages("", en, zh, file, line));
        else if (!isPart) Lone.Add(new LoneText(words, file, line));
    }

    private static int LineOf(SyntaxNode text) => text.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>With what it is joined to, chosen from or filled into.</summary>
    private static ExpressionSyntax Whole(SyntaxNode text)
    {
        var whole = (ExpressionSyntax)text;
        while (Around(whole) is { } wider) whole = wider;
        return whole;
    }

    private static ExpressionSyntax? Around(ExpressionSyntax text) => text.Parent switch
    {
        ParenthesizedExpressionSyntax wider => wider,
        BinaryExpressionSyntax wider when wider.IsKind(SyntaxKind.AddExpression) => wider,
        BinaryExpressionSyntax wider when wider.IsKind(SyntaxKind.CoalesceExpression) => Chosen(wider, [wider.Left, wider.Right]),
        ConditionalExpressionSyntax wider when wider.Condition != text => Chosen(wider, [wider.WhenTrue, wider.WhenFalse]),
        SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax wider } arm when arm.Expression == text =>
            Chosen(wider, wider.Arms.Select(each => each.Expression)),
        InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax wider } => wider,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax wider } when Wording.Written(wider) == text => wider,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax wider } when Wording.Written(wider) == text => wider,
        _ => null,
    };

    /// <summary>A choice is one text, but not when each of its texts says it in both languages.</summary>
    private static ExpressionSyntax? Chosen(ExpressionSyntax choice, IEnumerable<ExpressionSyntax> from) =>
        from.Any(text => Wording.HasText(text) && CombinedText.IsSurely(Wording.Of(text))) ? null : choice;
}
