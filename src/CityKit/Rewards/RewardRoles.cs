using CityKit.Cases;

namespace CityKit.Rewards;

/// <summary>The role of the module's own.</summary>
public static class RewardRoles
{
    /// <summary>
    /// Pays what is earned and says so (奖金发放员); somebody else than who verifies. The policy says where it counts:
    /// <c>{"role": "RewardPayer", "in": ["city"]}</c>.
    /// </summary>
    public static Role Payer { get; } = Role.Parse("RewardPayer");
}
