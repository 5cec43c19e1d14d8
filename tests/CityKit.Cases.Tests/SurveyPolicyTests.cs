using System.Text;
using CityKit.Cases.Policies;

namespace CityKit.Cases.Tests;

/// <summary>The questions that a policy asks reporters.</summary>
public sealed class SurveyPolicyTests
{
    private const string Question =
        """{"id": "speed", "zh": "处理速度", "en": "How fast was it?", "choices": [{"id": "fast", "zh": "快", "en": "fast"}, {"id": "slow", "zh": "慢", "en": "slow"}]}""";

    [Fact]
    public void Read_Questions_AreWrittenBackAndAPolicyWithoutThemIsAsItWas()
    {
        var policy = PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"schema": 1, "survey": [{{Question}}]}"""), out var errors)!;
        Assert.Empty(errors);
        Assert.Equal(("speed", "slow"), (policy.Survey[0].Id, policy.Survey[0].Choices[1].Id));
        var again = PolicyReader.Read(policy.ToUtf8(), out _)!;
        Assert.Equal(policy.ToUtf8(), again.ToUtf8());
        Assert.DoesNotContain("survey", Encoding.UTF8.GetString(WorkPolicy.Empty.ToUtf8()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, "survey")]
    [InlineData(2, "survey")] // the same question twice
    public void Read_TooManyQuestionsOrOneTwice_IsAnErrorWithItsPlace(int count, string path)
    {
        var text = string.Join(
            ", ", Enumerable.Range(0, count)
            .Select(i => count == 2 ? Question : Question.Replace("speed", $"q{i}", StringComparison.Ordinal)));
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"schema": 1, "survey": [{{text}}]}"""), out var errors));
        Assert.StartsWith(path, errors[0].Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AQuestionWithOneChoice_IsAnError()
    {
        var text = """{"schema": 1, "survey": [{"id": "a", "zh": "甲", "en": "a", "choices": [{"id": "b", "zh": "乙", "en": "b"}]}]}""";
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes(text), out var errors));
        Assert.Equal("survey[0].choices", errors[0].Path);
    }
}
