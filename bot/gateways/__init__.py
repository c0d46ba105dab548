"""The ways out: email, SMS, the policy registry."""
