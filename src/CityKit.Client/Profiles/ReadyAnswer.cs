namespace CityKit.Client.Profiles;

/// <summary>A text that people use again and again (常用语).</summary>
/// <param name="For"><c>dismiss</c>, <c>comment</c>, <c>reason</c> or <c>reply</c>.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record ReadyAnswer(string For, string Zh, string En)
{
    /// <summary>The class that it is for; null for every class.</summary>
    public string? Class { get; init; }

    /// <summary>Of a dismissal: the policy's reason that it goes with; null for none.</summary>
    public string? Because { get; init; }
}
