namespace CityKit.Cases;

/// <summary>Who has the work (承办单位): a body and, when it has named one, its crew.</summary>
/// <param name="Body">The body, such as a sub-district office.</param>
/// <param name="Crew">The crew, such as its sanitation crew; null when none is named.</param>
public sealed record Assignee(string Body, string? Crew = null)
{
    /// <summary>Reads "body" or "body/crew".</summary>
    /// <exception cref="FormatException">The body is empty, or the text is longer than 256 characters.</exception>
    public static Assignee Parse(string text)
    {
        var parts = (text ?? "").Split('/', 2, StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0 || text!.Length > 256)
            throw new FormatException($"'{text}' is not 'body' or 'body/crew' of up to 256 characters. "
                + $"“{text}”须写作“单位”或“单位/班组”，最多 256 个字符。");
        return new Assignee(parts[0], parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null);
    }

    /// <summary>"body" or "body/crew".</summary>
    public override string ToString() => Crew is null ? Body : $"{Body}/{Crew}";
}
