using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>A question to those who reported something (回访问卷). There is no free text: nothing of a person gets into it.</summary>
/// <param name="Id">What is kept of it.</param>
/// <param name="Text">What people read.</param>
/// <param name="Choices">The answers that it allows, 2 to <see cref="MaxChoices"/>.</param>
public sealed record SurveyQuestion(string Id, LocalizedText Text, IReadOnlyList<SurveyChoice> Choices)
{
    /// <summary>The most questions of a policy.</summary>
    public const int MaxQuestions = 5;

    /// <summary>The most answers of a question.</summary>
    public const int MaxChoices = 10;
}
