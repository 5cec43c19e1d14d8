namespace CityKit.Samples.Sms;

/// <summary>A number as a log may show it.</summary>
public static class PhoneMask
{
    private const int Shown = 2;

    /// <summary>
    /// The last two characters, a star for each other: <c>13900000017</c> is <c>*********17</c>. All stars when there are four or fewer.
    /// </summary>
    public static string Of(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var hidden = number.Length > 2 * Shown ? number.Length - Shown : number.Length;
        return new string('*', hidden) + number[hidden..];
    }
}
