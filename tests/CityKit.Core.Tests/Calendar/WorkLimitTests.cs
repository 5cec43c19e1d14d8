using CityKit.Core.Calendar;

namespace CityKit.Core.Tests.Calendar;

public class WorkLimitTests
{
    [Theory]
    [InlineData("4 work hours", "4 work hours", "4工作时")]
    [InlineData("4工作时", "4 work hours", "4工作时")]
    [InlineData("1 work day", "1 work day", "1工作日")]
    [InlineData("15 工作日", "15 work days", "15工作日")]
    [InlineData("2紧急工作时", "2 urgent hours", "2紧急工作时")]
    [InlineData("2 urgent days", "2 urgent days", "2紧急工作日")]
    [InlineData("7 natural days", "7 natural days", "7自然日")]
    [InlineData("30 minutes", "30 minutes", "30分钟")]
    public void Parse_BothLanguages_PrintsBoth(string text, string english, string chinese)
    {
        var limit = WorkLimit.Parse(text);
        Assert.Equal((english, chinese), (limit.ToString(), limit.ToChinese()));
        Assert.Equal(limit, WorkLimit.Parse(english));
        Assert.Equal(limit, WorkLimit.Parse(chinese));
    }

    // "4小时" does not say whether nights count; some cities' tables write it, and mean working hours.
    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("4小时")]
    [InlineData("work hours")]
    [InlineData("-1 work hours")]
    [InlineData("10001 minutes")]
    [InlineData("999999 minutes")]
    [InlineData("4 work hourss")]
    public void TryParse_Unclear_IsRefused(string text) => Assert.False(WorkLimit.TryParse(text, null, out _));

    [Theory]
    [InlineData("08:00-12:00,14:00-18:00", 8)]
    [InlineData("09:00-17:30", 8.5)]
    public void WorkHours_Parse_RoundTrips(string text, double hours)
    {
        var parsed = WorkHours.Parse(text);
        Assert.Equal(text, parsed.ToString());
        Assert.Equal(hours, parsed.PerDay.TotalHours);
    }

    [Fact]
    public void WorkHours_ByDefault_AreFourAndFour() => Assert.Equal("08:00-12:00,14:00-18:00", WorkHours.Default.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("14:00-18:00,08:00-12:00")]
    [InlineData("08:00-12:00,11:00-18:00")]
    [InlineData("12:00-08:00")]
    [InlineData("8-12")]
    [InlineData("8:00-12:00")]
    [InlineData("08:00-24:00")]
    [InlineData("08:00 -12:00")]
    [InlineData("08:00-12:00\n")]
    [InlineData("08:00:00-12:00")]
    [InlineData("٠٨:٠٠-12:00")]
    public void WorkHours_TryParse_Unordered_IsRefused(string text) => Assert.False(WorkHours.TryParse(text, null, out _));
}
