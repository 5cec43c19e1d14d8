namespace CityKit.Client.Profiles;

/// <summary>What people call a kind of work item (业务类型), its stages, states, steps and fields.</summary>
/// <param name="Id">Its id, such as <c>city-management</c>.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
/// <param name="Stages">Its stages, in order.</param>
/// <param name="States">Its states.</param>
/// <param name="Commands">Its steps.</param>
/// <param name="Fields">Its fields.</param>
public sealed record ProfileWords(string Id, string Zh, string En, IReadOnlyList<ProfileName> Stages, IReadOnlyList<ProfileName> States,
    IReadOnlyList<ProfileName> Commands, IReadOnlyList<ProfileField> Fields);
