using CityKit.Credentials.Certificates;
using NodaTime;

namespace CityKit.Credentials.Tests.Certificates;

public sealed class ShowCodeTests
{
    private static readonly ShowCode Code = ShowCode.Of([.. Enumerable.Range(1, 16).Select(n => (byte)n)]);
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 1, 0);
    private static readonly AnnotatedCopy Copy = new("school-registration", "admission", "Office 1", Now, Now + Duration.FromHours(1));

    [Fact]
    public void Of_Bytes_ReadsBackAndIsHidden()
    {
        Assert.Equal(26, Code.Value.Length);
        Assert.True(ShowCode.TryParse(Code.Value, out var read));
        Assert.Equal(Code, read);
        Assert.Equal(64, Code.Digest.Length);
        Assert.DoesNotContain(Code.Value, $"{Code}", StringComparison.Ordinal);
        Assert.Equal(("", "", ""), (default(ShowCode).Value, default(ShowCode).Digest, $"{default(ShowCode)}"));
        Assert.Throws<ArgumentException>(() => ShowCode.Of(new byte[15]));
    }

    [Theory]
    [InlineData("", "length")]
    [InlineData("0000000000000000000000000", "length")]
    [InlineData("000000000000000000000000-0", "character")]
    [InlineData("ZZZZZZZZZZZZZZZZZZZZZZZZZ", "length")]
    public void Check_Misread_SaysWhat(string text, string problem) => Assert.Equal(problem, ShowCode.Check(text)!.Code);

    [Fact]
    public void Check_AnyOtherCharacter_IsFound()
    {
        for (var at = 0; at < Code.Value.Length; at++)
        {
            var text = Code.Value[..at] + (Code.Value[at] == 'A' ? 'B' : 'A') + Code.Value[(at + 1)..];
            Assert.Equal("check", ShowCode.Check(text)!.Code);
        }
        Assert.Equal("check", ShowCode.Check(new string('Z', 26))!.Code); // more than 128 bits, or a wrong check
        Assert.False(ShowCode.TryParse(null, out _));
    }

    [Theory]
    [InlineData("school-registration", "admission", "Office 1", 59, null)]
    [InlineData("school-registration", "admission", "Office 1", 60, "copy-expired")]
    [InlineData("school-registration", "admission", "Office 2", 0, "other-office")]
    [InlineData("other-item", "admission", "Office 1", 0, "other-item")]
    [InlineData("school-registration", "marketing", "Office 1", 0, "other-purpose")]
    public void CheckUse_OfACopy_IsForWhatItSaysAlone(string item, string purpose, string office, int minutes, string? code)
    {
        var refusal = Copy.CheckUse(item, purpose, office, Now + Duration.FromMinutes(minutes));
        Assert.Equal(code, refusal?.Code);
        Assert.Contains("Office 1", Copy.Note.Zh, StringComparison.Ordinal);
    }
}
